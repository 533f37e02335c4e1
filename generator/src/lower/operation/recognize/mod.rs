//! Pagination without a decision: recognised by the names and types of parameters and properties that lists in the field
//! have in common. Where they leave a doubt, such as the number of the first page, the operation does not page.

mod names;

use super::query::QueryPart;
use crate::lower::Lowering;
use crate::model::{
    Docs, Header, LastPage, Limit, Method, Next, Operation, Output, Pagination, PaginationStyle, Shape, Ty,
};
use names::{
    AROUND, BESIDE, CURSORS, LAST_ITEMS, LAST_PAGES, LINKS, LISTS, MORE, OFFSETS, PAGES, SIZES, TOKENS, TOTALS,
};

/// How deep an answer is looked into.
const DEPTH: usize = 3;

/// A name in lower case, letters and digits only: `page[size]`, `pageSize` and `page_size` are the same.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The properties of an answer outside of its lists.
#[derive(Default)]
struct Answer<'a> {
    properties: Vec<Property<'a>>,
    /// The only property of an answer that is an object: it says nothing but what the list is of.
    envelope: Option<&'a str>,
}

struct Property<'a> {
    path: Vec<String>,
    /// Without null.
    ty: Ty,
    docs: &'a Docs,
}

impl Answer<'_> {
    /// Whether objects stand around lists or around what is said about them.
    fn is_around(&self, path: &[String]) -> bool {
        let inner = match path.split_first() {
            Some((first, rest)) if self.envelope == Some(first) => rest,
            _ => path,
        };
        inner.iter().all(|part| AROUND.contains(&plain(part).as_str()))
    }

    /// What stands at a path.
    fn at(&self, path: &[String]) -> Option<&Property<'_>> {
        self.properties.iter().find(|property| property.path == path)
    }

    /// The first path that ends in one of these names, whose value is as wanted.
    fn path(&self, names: &[&str], wanted: impl Fn(&Ty) -> bool) -> Option<Vec<String>> {
        let named = |path: &[String], name: &str| {
            let (last, around) = path.split_last().expect("a property has a name");
            let last = plain(last);
            let known = self.is_around(around);
            let with_parent = around.last().map(|parent| plain(parent) + &last);
            known && (last == name || with_parent.as_deref() == Some(name))
        };
        let of = |name: &&str| {
            let found = self.properties.iter().find(|property| named(&property.path, name) && wanted(&property.ty));
            found.map(|property| property.path.clone())
        };
        names.iter().find_map(of)
    }
}

/// What the query of an operation may have.
struct Query<'o> {
    parts: Vec<QueryPart<'o>>,
}

impl<'o> Query<'o> {
    /// The first of these names that it may have, with a value as wanted.
    fn called(&self, names: &[&str], wanted: impl Fn(&Ty) -> bool) -> Option<&QueryPart<'o>> {
        names.iter().find_map(|name| self.parts.iter().find(|part| plain(&part.wire) == *name && wanted(&part.ty)))
    }
}

impl Lowering<'_> {
    /// How an operation pages, if its names leave no doubt.
    pub(super) fn recognize(&self, operation: &Operation) -> Option<Pagination> {
        if operation.method != Method::Get || operation.envelope.is_some() {
            return None;
        }
        let (Output::Json(root) | Output::OptionalJson(root)) = &operation.output else { return None };
        let mut answer = Answer::default();
        self.survey(root, &[], &mut answer);
        let (items, item) = match self.resolve(root) {
            Ty::List(item) => (Vec::new(), *item),
            _ => self.list(&answer)?,
        };
        let query = Query { parts: self.query_parts(operation) };
        let limit = query.called(SIZES, is_number);
        let max_limit = limit.and_then(|limit| limit.limits.iter().find_map(at_most));
        let style = self
            .by_token(&query, &answer)
            .or_else(|| self.by_token_beside(&query, &answer))
            .or_else(|| self.by_same_token(&query, &answer))
            .or_else(|| self.by_last_item(operation, &query, &answer, &item))
            .or_else(|| self.by_header(operation, &query))
            .or_else(|| self.by_number(&query, &answer, limit.is_some()))
            .or_else(|| self.by_offset(&query, &answer, limit.is_some()))
            .or_else(|| self.by_link(&query, &answer))?;
        let backward = self.backward(operation, &style);
        Some(Pagination { limit: limit.map(|limit| limit.wire.to_string()), max_limit, items, item, backward, style })
    }

    /// Notes the properties of an object and of the objects in it.
    fn survey<'a>(&'a self, ty: &Ty, at: &[String], answer: &mut Answer<'a>) {
        let Ty::Named(id) = self.without_null(ty) else { return };
        let Shape::Object(object) = &self.decl(id).shape else { return };
        if let ([], [only]) = (at, &object.fields[..])
            && matches!(self.without_null(&only.ty), Ty::Named(_))
        {
            answer.envelope = Some(&only.wire);
        }
        for field in &object.fields {
            let path = [at, std::slice::from_ref(&field.wire)].concat();
            answer.properties.push(Property {
                path: path.clone(),
                ty: self.without_null(&field.ty),
                docs: &field.docs,
            });
            if path.len() < DEPTH {
                self.survey(&field.ty, &path, answer);
            }
        }
    }

    /// The list of an answer: the one that is called so, else the only one.
    fn list(&self, answer: &Answer<'_>) -> Option<(Vec<String>, Ty)> {
        let list = |property: &Property<'_>| match &property.ty {
            Ty::List(item) => Some((property.path.clone(), (**item).clone())),
            _ => None,
        };
        let is_beside =
            |(path, _): &(Vec<String>, Ty)| path.last().is_some_and(|name| BESIDE.contains(&plain(name).as_str()));
        (1..=2).find_map(|depth| {
            let found = answer.properties.iter().filter_map(list);
            let here: Vec<_> = found
                .filter(|(path, _)| path.len() == depth && answer.is_around(&path[..depth - 1]))
                .filter(|found| !is_beside(found))
                .collect();
            let named =
                |name: &&str| here.iter().find(|(path, _)| path.last().is_some_and(|last| plain(last) == **name));
            let only = || here.first().filter(|_| here.len() == 1);
            LISTS.iter().find_map(named).or_else(only).cloned()
        })
    }

    /// A token of the answer is the cursor of the next page.
    fn by_token(&self, query: &Query<'_>, answer: &Answer<'_>) -> Option<PaginationStyle> {
        TOKENS.iter().find_map(|(parameters, properties)| {
            let parameter = query.called(parameters, is_scalar)?;
            let token = answer.path(properties, is_scalar)?;
            let more = answer.path(MORE, is_flag).map(Next::HasMore);
            let next = more.into_iter().chain([Next::Body(token)]).collect();
            Some(PaginationStyle::Cursor { parameter: parameter.wire.to_string(), next })
        })
    }

    /// Where the position of this page is beside that of the next one, both are tokens, whatever they are called.
    fn by_token_beside(&self, query: &Query<'_>, answer: &Answer<'_>) -> Option<PaginationStyle> {
        const BESIDE: [(&str, &str, &str); 2] = [("cursor", "currentpage", "nextpage"), ("from", "from", "next")];
        BESIDE.into_iter().find_map(|(parameter, here, next)| {
            let parameter = query.called(&[parameter], is_scalar)?;
            let alike = |ty: &Ty| is_number(ty) == is_number(&parameter.ty) && is_scalar(ty);
            answer.path(&[here], alike)?;
            let next = vec![Next::Body(answer.path(&[next], alike)?)];
            Some(PaginationStyle::Cursor { parameter: parameter.wire.to_string(), next })
        })
    }

    /// A token that is called like the parameter is that of the next page if something says that there is one.
    fn by_same_token(&self, query: &Query<'_>, answer: &Answer<'_>) -> Option<PaginationStyle> {
        let parameter = query.called(&["cursor", "pagetoken"], is_scalar)?;
        let name = plain(&parameter.wire);
        let token = answer.path(&[&name], is_scalar)?;
        let more = answer.path(&[MORE, &["nextpage"]].concat(), is_flag);
        let is_next = || answer.at(&token).is_some_and(|property| words(property.docs).contains("next"));
        if more.is_none() && !is_next() {
            return None;
        }
        let next = more.map(Next::HasMore).into_iter().chain([Next::Body(token)]).collect();
        Some(PaginationStyle::Cursor { parameter: parameter.wire.to_string(), next })
    }

    /// The id of the last item is the cursor of the next page, and a flag says whether there is one; or the parameter says
    /// that it takes an id, and there is another for the other way.
    fn by_last_item(
        &self,
        operation: &Operation,
        query: &Query<'_>,
        answer: &Answer<'_>,
        item: &Ty,
    ) -> Option<PaginationStyle> {
        let parameter = query.called(LAST_ITEMS, is_text)?;
        let more = answer.path(MORE, is_flag).map(Next::HasMore);
        let id = match answer.path(&["lastid"], is_text) {
            Some(path) => Next::Body(path),
            None if self.has_property(item, "id") => Next::LastItem("id".to_owned()),
            None => return None,
        };
        let is_sure = more.is_some();
        let next = more.into_iter().chain([id]).collect();
        let style = PaginationStyle::Cursor { parameter: parameter.wire.to_string(), next };
        let said = docs(parameter);
        let takes_id =
            || said.split(|c: char| !c.is_alphanumeric()).any(|word| word == "id") && !said.contains("cursor");
        (is_sure || takes_id() && self.backward(operation, &style).is_some()).then_some(style)
    }

    /// A documented `Link` header leads to the next page, wherever the first one begins.
    fn by_header(&self, operation: &Operation, query: &Query<'_>) -> Option<PaginationStyle> {
        let links = |header: &Header| header.name.eq_ignore_ascii_case("link");
        operation.successes.iter().find(|success| success.headers.iter().any(links))?;
        let positions = [CURSORS, PAGES, OFFSETS, &["since", "from", "marker"]].concat();
        let parameter = query.called(&positions, is_scalar)?;
        Some(PaginationStyle::Cursor { parameter: parameter.wire.to_string(), next: vec![Next::LinkHeader] })
    }

    fn by_number(&self, query: &Query<'_>, answer: &Answer<'_>, sized: bool) -> Option<PaginationStyle> {
        let page = query.called(PAGES, is_number)?;
        let total = answer.path(TOTALS, is_number);
        let mut last: Vec<LastPage> = Vec::new();
        last.extend(answer.path(LAST_PAGES, is_number).map(LastPage::MaxPage));
        last.extend(answer.path(MORE, is_flag).map(LastPage::HasNext));
        last.extend(answer.path(LINKS, is_text).map(LastPage::NextLink));
        let is_shown = || docs(page).contains("page=1");
        if !sized && last.is_empty() && total.is_none() && !is_shown() {
            return None;
        }
        let spring = answer.path(&["pageable", "totalelements"], |_| true).is_some();
        let first = first_page(page, spring)?;
        if last.is_empty() {
            last.push(LastPage::Empty);
        }
        Some(PaginationStyle::Page { page: page.wire.to_string(), first, last, total })
    }

    fn by_offset(&self, query: &Query<'_>, answer: &Answer<'_>, sized: bool) -> Option<PaginationStyle> {
        let offset = query.called(OFFSETS, is_number)?;
        let total = answer.path(TOTALS, is_number);
        let words = docs(offset);
        if (!sized && total.is_none()) || words.contains("page number") || words.contains("number of pages") {
            return None;
        }
        let mut last: Vec<LastPage> = Vec::new();
        last.extend(answer.path(MORE, is_flag).map(LastPage::HasNext));
        last.extend(answer.path(LINKS, is_text).map(LastPage::NextLink));
        if last.is_empty() {
            last.push(LastPage::Empty);
        }
        Some(PaginationStyle::Offset { offset: offset.wire.to_string(), last, total })
    }

    /// A link of the answer leads to the next page, by a cursor that the operation takes.
    fn by_link(&self, query: &Query<'_>, answer: &Answer<'_>) -> Option<PaginationStyle> {
        let parameter = query.called(CURSORS, is_scalar).map(|parameter| parameter.wire.to_string());
        let link = answer.path(LINKS, is_text)?;
        let odata = || link.last().is_some_and(|name| plain(name) == "odatanextlink").then(|| "$skiptoken".to_owned());
        let parameter = parameter.or_else(odata)?;
        Some(PaginationStyle::Cursor { parameter, next: vec![Next::BodyLink(link)] })
    }
}

/// The number of the first page, if the parameter or the answer leaves no doubt.
fn first_page(page: &QueryPart<'_>, spring: bool) -> Option<u64> {
    let words = docs(page);
    let zero = [
        "zero-based",
        "0-based",
        "zero based",
        "0-indexed",
        "zero-indexed",
        "zero indexed",
        "starts at 0",
        "starting at 0",
        "starts from 0",
        "starting from 0",
        "starts with 0",
        "starting with 0",
    ];
    let default = page.default.map(serde_json::Value::as_u64);
    let least = page.limits.iter().find_map(|limit| match limit {
        Limit::AtLeast(text) => text.parse::<i64>().ok(),
        Limit::AtMost(_) | Limit::Bound(_) | Limit::Pattern(_) => None,
    });
    match (default, least) {
        _ if zero.iter().any(|word| words.contains(word)) => Some(0),
        (Some(default), _) => default.filter(|first| *first <= 1),
        (None, Some(1)) => Some(1),
        (None, Some(0)) if spring => Some(0),
        (None, Some(_)) => None,
        (None, None) => Some(if spring { 0 } else { 1 }),
    }
}

fn docs(parameter: &QueryPart<'_>) -> String {
    words(parameter.docs)
}

fn words(docs: &Docs) -> String {
    let texts = [&docs.summary, &docs.text];
    texts.into_iter().flatten().map(|text| text.to_lowercase() + " ").collect()
}

/// A page size that the server grants. One that nobody means for a page is passed over.
fn at_most(limit: &Limit) -> Option<u32> {
    const LARGEST: u32 = 1000;
    match limit {
        Limit::AtMost(text) => text.parse().ok().filter(|size| (1..=LARGEST).contains(size)),
        Limit::AtLeast(_) | Limit::Bound(_) | Limit::Pattern(_) => None,
    }
}

fn is_number(ty: &Ty) -> bool {
    matches!(ty, Ty::Integer | Ty::Number | Ty::IntegerOrNumber)
}

fn is_text(ty: &Ty) -> bool {
    matches!(ty, Ty::String(_) | Ty::Id(_))
}

fn is_scalar(ty: &Ty) -> bool {
    is_number(ty) || is_text(ty)
}

fn is_flag(ty: &Ty) -> bool {
    *ty == Ty::Boolean
}
