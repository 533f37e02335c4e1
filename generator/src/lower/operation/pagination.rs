//! Pagination: the first rule of `sdk.yaml` that matches an operation, checked against its answer.

use super::Lowered;
use crate::config::PaginationRule;
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowering;
use crate::lower::passes::overrides::nearest::unknown;
use crate::model::{Additional, LastPage, Next, Operation, Output, Pagination, PaginationStyle, Shape, Ty};
use std::collections::BTreeSet;

impl Lowering<'_> {
    /// Finds out how operations page.
    pub(in crate::lower) fn paginate(&mut self, operations: &mut [Lowered<'_>]) {
        let rules = &self.config.pagination;
        let mut used = vec![false; rules.len()];
        // The rule that each operation pages by.
        let mut by = vec![None; operations.len()];
        for (index, lowered) in operations.iter_mut().enumerate() {
            if rules.is_empty() {
                lowered.operation.pagination = self.recognize(&lowered.operation);
                self.diagnostics.extend(assumed(&lowered.operation));
            }
            let Some(at) = rules.iter().position(|rule| self.matches(rule, lowered)) else { continue };
            match self.pagination(&rules[at], &lowered.operation) {
                Some(pagination) => {
                    lowered.operation.pagination = Some(pagination);
                    used[at] = true;
                    by[index] = Some(at);
                }
                // A rule for every operation with its parameters passes over those that answer with no list.
                None if rules[at].operations.is_empty() && rules[at].extension.is_none() => {}
                None => self.diagnostics.push(
                    Diagnostic::new(
                        Code::NoItems,
                        format!(
                            "the response of `{}` has no array at `{}`",
                            lowered.operation.id,
                            rules[at].items.as_deref().unwrap_or("the root")
                        ),
                    )
                    .at(lowered.operation.origin.pointer.clone())
                    .help(format!("correct the rule, or add `except: [\"{}\"]` to it", lowered.operation.id)),
                ),
            }
        }
        let ids: BTreeSet<&str> = operations.iter().map(|lowered| lowered.operation.id.as_str()).collect();
        for (at, rule) in rules.iter().enumerate() {
            let named = ["operations", "except"].into_iter().zip([&rule.operations, &rule.except]);
            for (key, list) in named {
                for (index, id) in list.iter().enumerate().filter(|(_, id)| !ids.contains(id.as_str())) {
                    let message = unknown("there is no operation", id, &ids);
                    self.stale(&format!("/pagination/{at}/{key}/{index}"), message);
                }
            }
            if !used[at] {
                let why = self.why_nobody(rule, operations);
                self.stale_because(&format!("/pagination/{at}"), "no operation pages by this rule".to_owned(), why);
            }
        }
        self.unread(operations, &by);
    }

    /// Reports paths of rules that no answer has.
    fn unread(&mut self, operations: &[Lowered<'_>], by: &[Option<usize>]) {
        let rules = &self.config.pagination;
        for (at, rule) in rules.iter().enumerate().filter(|(at, _)| by.contains(&Some(*at))) {
            let paths = [
                ("max_page", &rule.max_page),
                ("has_next", &rule.has_next),
                ("next", &rule.next),
                ("next_link", &rule.next_link),
                ("total", &rule.total),
            ];
            for (key, text) in paths.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?))) {
                let mut paged = operations.iter().zip(by).filter(|(_, by)| **by == Some(at));
                let mut missing: Option<String> = None;
                let found = paged.any(|(lowered, _)| {
                    match self.missing_at(&lowered.operation, &self.path(&lowered.operation, text)) {
                        None => true,
                        Some(why) => {
                            missing.get_or_insert(why);
                            false
                        }
                    }
                });
                if !found {
                    let message = format!("no answer that is paged by this rule has `{text}`");
                    let pointer = format!("/pagination/{at}/{key}");
                    self.stale_because(&pointer, message, missing.into_iter().collect());
                }
            }
        }
    }

    /// What of a path the answer of an operation does not have, if it is so.
    fn missing_at(&self, operation: &Operation, path: &[String]) -> Option<String> {
        let (Output::Json(root) | Output::OptionalJson(root)) = &operation.output else { return None };
        let path = match (&operation.envelope, path.split_first()) {
            (Some(envelope), Some((first, rest))) if first == envelope => rest,
            // What stands beside the value in an envelope is not of its type.
            (Some(_), _) => return None,
            (None, _) => path,
        };
        self.missing_in(root, path)
    }

    fn missing_in(&self, ty: &Ty, path: &[String]) -> Option<String> {
        let (name, rest) = path.split_first()?;
        match self.resolve(ty) {
            Ty::Nullable(inner) => self.missing_in(&inner, path),
            Ty::Named(id) => match &self.decl(id).shape {
                Shape::Object(object) => match object.fields.iter().find(|field| field.wire == *name) {
                    Some(field) => self.missing_in(&field.ty, rest),
                    None if matches!(object.additional, Additional::Typed(_)) => None,
                    None => {
                        let known = object.fields.iter().map(|field| field.wire.as_str()).collect();
                        Some(unknown("its answer has no property", name, &known))
                    }
                },
                Shape::Union(union) => {
                    let mut missing = union.variants.iter().map(|variant| self.missing_in(&variant.ty, path));
                    missing.try_fold(String::new(), |_, missing| missing)
                }
                Shape::Enum(_) | Shape::Alias(_) => Some(format!("there is no object with `{name}`")),
            },
            Ty::Any | Ty::Map(_) => None,
            _ => Some(format!("there is no object with `{name}`")),
        }
    }

    fn pagination(&self, rule: &PaginationRule, operation: &Operation) -> Option<Pagination> {
        let items = rule.items.as_deref().map(|at| self.path(operation, at)).unwrap_or_default();
        let root = match &operation.output {
            Output::Json(ty) | Output::OptionalJson(ty) => ty,
            Output::Unit | Output::Text | Output::Bytes | Output::Events(_) => return None,
        };
        let inner = match (&operation.envelope, items.split_first()) {
            (Some(envelope), Some((first, rest))) if first == envelope => rest,
            (Some(_), _) => return None,
            (None, _) => &items,
        };
        let item = self.item_at(root, inner)?;
        let style = self.pagination_style(rule, operation, &item)?;
        let limit = rule.limit.clone().filter(|name| self.takes(operation, name));
        let backward = self.backward(operation, &style);
        Some(Pagination { limit, max_limit: rule.max_limit, items, item, backward, style })
    }

    /// How a page is addressed: by number where the operation takes one, else by offset or cursor.
    fn pagination_style(&self, rule: &PaginationRule, operation: &Operation, item: &Ty) -> Option<PaginationStyle> {
        let has = |name: &Option<String>| name.clone().filter(|name| self.takes(operation, name));
        let path = |text: &str| self.path(operation, text);
        let mut last: Vec<LastPage> = Vec::new();
        last.extend(rule.max_page.as_deref().map(|at| LastPage::MaxPage(path(at))));
        last.extend(rule.has_next.as_deref().map(|at| LastPage::HasNext(path(at))));
        last.extend(rule.next_link.as_deref().map(|at| LastPage::NextLink(path(at))));
        if last.is_empty() {
            last.push(LastPage::Empty);
        }
        let total = rule.total.as_deref().map(&path);
        if let Some(page) = has(&rule.page) {
            return Some(PaginationStyle::Page { page, first: rule.first_page.unwrap_or(1), last, total });
        }
        if let Some(offset) = has(&rule.offset) {
            return Some(PaginationStyle::Offset { offset, first: rule.first_page.unwrap_or(0), last, total });
        }
        let mut next = Vec::new();
        if rule.link_header {
            next.push(Next::LinkHeader);
        }
        next.extend(rule.has_next.as_deref().map(|at| Next::HasMore(path(at))));
        next.extend(rule.next.as_deref().map(|at| Next::Body(path(at))));
        next.extend(rule.next_link.as_deref().map(|at| Next::BodyLink(path(at))));
        if let Some(property) = rule.last_item.as_ref().filter(|name| self.has_property(item, name)) {
            next.push(Next::LastItem(property.clone()));
        }
        // Whoever follows a link sends what its query says, also what the document has no parameter for.
        let is_linked = rule.link_header || rule.next_link.is_some();
        let parameter = has(&rule.cursor).or_else(|| rule.cursor.clone().filter(|_| is_linked))?;
        Some(PaginationStyle::Cursor { parameter, next })
    }

    /// The names of a path as decisions write it. A name may have dots in it, as `@odata.nextLink` has.
    fn path(&self, operation: &Operation, text: &str) -> Vec<String> {
        let segments: Vec<&str> = text.split('.').filter(|segment| !segment.is_empty()).collect();
        let mut at = match &operation.output {
            Output::Json(root) | Output::OptionalJson(root) => Some(root.clone()),
            Output::Unit | Output::Text | Output::Bytes | Output::Events(_) => None,
        };
        let (mut names, mut rest) = (Vec::new(), segments.as_slice());
        if let (Some(first), Some(envelope)) = (rest.first(), &operation.envelope)
            && first == envelope
        {
            names.push(envelope.clone());
            rest = &rest[1..];
        }
        while !rest.is_empty() {
            let known = (1..=rest.len()).find_map(|length| {
                let name = rest[..length].join(".");
                Some((length, self.property_type(at.as_ref()?, &name)?, name))
            });
            let (length, ty, name) = match known {
                Some((length, ty, name)) => (length, Some(ty), name),
                None => (1, None, rest[0].to_owned()),
            };
            names.push(name);
            (at, rest) = (ty, &rest[length..]);
        }
        names
    }

    /// The type of a property of an object, or of the first variant that is an object with it.
    fn property_type(&self, ty: &Ty, name: &str) -> Option<Ty> {
        let of = |ty: &Ty| {
            let fields = &self.plain_object(ty)?.fields;
            fields.iter().find(|field| field.wire == name).map(|field| field.ty.clone())
        };
        let Ty::Named(id) = self.without_null(ty) else { return None };
        match &self.decl(id).shape {
            Shape::Union(union) => union.variants.iter().find_map(|variant| of(&variant.ty)),
            Shape::Object(_) | Shape::Enum(_) | Shape::Alias(_) => of(ty),
        }
    }

    /// The type of the items of the list at a path, the same in every variant on the way.
    fn item_at(&self, ty: &Ty, path: &[String]) -> Option<Ty> {
        match (self.resolve(ty), path.split_first()) {
            (Ty::List(item), None) => Some(*item),
            (Ty::Nullable(inner), _) => self.item_at(&inner, path),
            (Ty::Named(id), split) => match (&self.decl(id).shape, split) {
                (Shape::Object(object), Some((name, rest))) => {
                    let field = object.fields.iter().find(|field| field.wire == *name)?;
                    self.item_at(&field.ty, rest)
                }
                (Shape::Union(union), Some(_)) => {
                    let mut items = union.variants.iter().map(|variant| self.item_at(&variant.ty, path));
                    let first = items.next()??;
                    items.all(|item| item.is_some_and(|item| self.same(&item, &first))).then_some(first)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether every value of a type but null has a property.
    pub(super) fn has_property(&self, ty: &Ty, name: &str) -> bool {
        match self.without_null(ty) {
            Ty::Named(id) => match &self.decl(id).shape {
                Shape::Object(object) => object.fields.iter().any(|field| field.wire == name),
                Shape::Union(union) => union.variants.iter().all(|variant| self.has_property(&variant.ty, name)),
                Shape::Enum(_) | Shape::Alias(_) => false,
            },
            _ => false,
        }
    }
}

/// Says how an operation pages without a decision.
fn assumed(operation: &Operation) -> Option<Diagnostic> {
    let Pagination { items, style, .. } = operation.pagination.as_ref()?;
    let list = if items.is_empty() { "the body".to_owned() } else { format!("`{}`", items.join(".")) };
    let said = Diagnostic::new(Code::AssumedPagination, format!("pages {style}; the items are {list}"));
    Some(said.at(operation.origin.pointer.clone()).help("decide it in `pagination` of `sdk.yaml` if that is not so"))
}

impl Lowering<'_> {
    fn matches(&self, rule: &PaginationRule, lowered: &Lowered<'_>) -> bool {
        let operation = &lowered.operation;
        if rule.except.contains(&operation.id) {
            return false;
        }
        if let Some(extension) = &rule.extension
            && !lowered.source.extensions.contains_key(extension)
        {
            return false;
        }
        if !rule.operations.is_empty() {
            return rule.operations.contains(&operation.id);
        }
        let mut named = [&rule.page, &rule.offset, &rule.cursor, &rule.limit].into_iter().flatten().peekable();
        (named.peek().is_some() || rule.extension.is_some()) && named.all(|name| self.takes(operation, name))
    }

    /// What a rule for all operations with its parameters waits for in vain.
    fn why_nobody(&self, rule: &PaginationRule, operations: &[Lowered<'_>]) -> Vec<String> {
        if !rule.operations.is_empty() || rule.extension.is_some() {
            return Vec::new();
        }
        let parts = operations.iter().flat_map(|lowered| self.query_parts(&lowered.operation));
        let all: Vec<String> = parts.map(|part| part.wire.into_owned()).collect();
        let known: BTreeSet<&str> = all.iter().map(String::as_str).collect();
        let named = [&rule.page, &rule.offset, &rule.cursor, &rule.limit].into_iter().flatten();
        let missing = named.filter(|name| !known.contains(name.as_str()));
        let mut why: Vec<String> =
            missing.map(|name| unknown("no operation has the query parameter", name, &known)).collect();
        let matching = operations.iter().filter(|lowered| self.matches(rule, lowered)).count();
        if why.is_empty() {
            why.push(match matching {
                0 => "no operation has all of its parameters".to_owned(),
                _ => format!(
                    "of the {matching} operations with its parameters none answers with a list at `{}`",
                    rule.items.as_deref().unwrap_or("the root")
                ),
            });
        }
        why
    }

    /// The parameter that goes the other way than the cursor, such as `pageBefore` beside `pageAfter`.
    pub(super) fn backward(&self, operation: &Operation, style: &PaginationStyle) -> Option<String> {
        const WAYS: [(&str, &str); 3] = [("starting_after", "ending_before"), ("after", "before"), ("After", "Before")];
        let PaginationStyle::Cursor { parameter, .. } = style else { return None };
        let (forward, back) = WAYS.into_iter().find(|(forward, _)| parameter.contains(forward))?;
        Some(parameter.replace(forward, back)).filter(|name| self.takes(operation, name))
    }
}
