//! Pagination without a decision: recognised by the names and types of parameters and properties that lists in the field
//! have in common. Where they leave a doubt, such as the number of the first page, the operation does not page.

mod answer;
mod names;
mod words;

use super::query::QueryPart;
use crate::lower::Lowering;
use crate::model::{Header, LastPage, Limit, Method, Next, Operation, Output, Pagination, PaginationStyle, Ty};
use answer::Answer;
use names::{CURSORS, LAST_ITEMS, LAST_PAGES, LINKS, MAYBE_CURSORS, MORE, OFFSETS, PAGES, SAME_TOKENS, SIZES, STARTS};
use names::{TOKENS, TOTALS, WRAPPERS};
use words::{docs, first_item, first_page, names_link_header, words};

/// A name in lower case, letters and digits only: `page[size]`, `pageSize` and `page_size` are the same.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What the query of an operation may have.
struct Query<'o> {
    parts: Vec<QueryPart<'o>>,
}

impl<'o> Query<'o> {
    /// The first of these names that it may have, with a value as wanted: as it is, else within an object of pages.
    fn called(&self, names: &[&str], wanted: impl Fn(&Ty) -> bool) -> Option<&QueryPart<'o>> {
        let find = |name: &str, read: &dyn Fn(&QueryPart<'o>) -> Option<String>| {
            self.parts.iter().find(|part| wanted(&part.ty) && read(part).is_some_and(|found| found == name))
        };
        let whole = |part: &QueryPart<'o>| Some(plain(&part.wire));
        let within = |part: &QueryPart<'o>| {
            let (outer, inner) = part.wire.split_once(['[', '.', '_'])?;
            WRAPPERS.contains(&plain(outer).as_str()).then(|| plain(inner))
        };
        names.iter().find_map(|name| find(name, &whole)).or_else(|| names.iter().find_map(|name| find(name, &within)))
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
        let (items, item) = match self.without_null(root) {
            Ty::List(item) => (Vec::new(), *item),
            _ => self.list(operation, &answer)?,
        };
        let query = Query { parts: self.query_parts(operation) };
        let limit = query.called(SIZES, is_number);
        let max_limit = limit.and_then(|limit| limit.limits.iter().find_map(at_most));
        let style = self
            .by_token(&query, &answer)
            .or_else(|| self.by_token_beside(&query, &answer))
            .or_else(|| self.by_same_token(&query, &answer))
            .or_else(|| self.by_last_item(operation, &query, &answer, &item))
            .or_else(|| self.by_header(operation, &query, limit.is_some()))
            .or_else(|| self.by_link(&query, &answer))
            .or_else(|| self.by_number(&query, &answer, limit.is_some()))
            .or_else(|| self.by_offset(&query, &answer, limit.is_some()))
            .or_else(|| self.by_link_alone(&query, &answer, limit.is_some()))?;
        let backward = self.backward(operation, &style);
        Some(Pagination { limit: limit.map(|limit| limit.wire.to_string()), max_limit, items, item, backward, style })
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
            let is_said = docs(parameter).contains("from which to start");
            answer.path(&[here], alike).map(drop).or(is_said.then_some(()))?;
            let next = vec![Next::Body(answer.path(&[next], alike)?)];
            Some(PaginationStyle::Cursor { parameter: parameter.wire.to_string(), next })
        })
    }

    /// A token that is called like the parameter is that of the next page if something says that there is one, or if
    /// nothing else is called so.
    fn by_same_token(&self, query: &Query<'_>, answer: &Answer<'_>) -> Option<PaginationStyle> {
        SAME_TOKENS.iter().find_map(|(name, is_sure)| {
            let wanted = if *is_sure { is_text } else { is_scalar };
            let parameter = query.called(&[name], wanted)?;
            let token = answer.path(&[name, name.trim_start_matches("page")], wanted)?;
            let more = answer.path(&[MORE, &["nextpage"]].concat(), is_flag);
            let is_next = || {
                let said = answer.at(&token).map(|property| words(property.docs)).unwrap_or_default();
                ["next", "subsequent", "following"].iter().any(|word| said.contains(word))
            };
            if !is_sure && more.is_none() && !is_next() {
                return None;
            }
            let next = more.map(Next::HasMore).into_iter().chain([Next::Body(token)]).collect();
            Some(PaginationStyle::Cursor { parameter: parameter.wire.to_string(), next })
        })
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

    /// A `Link` header leads to the next page, wherever the first one begins and whatever its query then says: the document
    /// has one, or says so in words.
    fn by_header(&self, operation: &Operation, query: &Query<'_>, sized: bool) -> Option<PaginationStyle> {
        let is_link = |header: &Header| header.name.eq_ignore_ascii_case("link");
        let is_declared = || operation.successes.iter().any(|success| success.headers.iter().any(is_link));
        let is_said =
            || names_link_header(&operation.docs) || query.parts.iter().any(|part| names_link_header(part.docs));
        if !is_declared() && !is_said() {
            return None;
        }
        let positions = [CURSORS, PAGES, OFFSETS, &["since", "from", "marker", "pageinfo", "maxid"]].concat();
        let parameter = query.called(&positions, is_scalar).map(|parameter| parameter.wire.to_string());
        let parameter = parameter.or_else(|| sized.then(|| "cursor".to_owned()))?;
        Some(PaginationStyle::Cursor { parameter, next: vec![Next::LinkHeader] })
    }

    fn by_number(&self, query: &Query<'_>, answer: &Answer<'_>, sized: bool) -> Option<PaginationStyle> {
        let page = query.called(PAGES, is_number)?;
        let total = answer.path(TOTALS, is_number);
        let mut last: Vec<LastPage> = Vec::new();
        last.extend(answer.path(LAST_PAGES, is_number).map(LastPage::MaxPage));
        last.extend(answer.path(MORE, is_flag).map(LastPage::HasNext));
        last.extend(answer.path(LINKS, is_scalar).map(LastPage::NextLink));
        let is_shown = || {
            let words = docs(page);
            page.default.is_some() || words.contains("page=1") || words.contains("page") && words.contains("number")
        };
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
        let start = || query.called(STARTS, is_number).and_then(|start| Some((start, first_item(start)?)));
        let (offset, first) = query.called(OFFSETS, is_number).map(|offset| (offset, 0)).or_else(start)?;
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
        Some(PaginationStyle::Offset { offset: offset.wire.to_string(), first, last, total })
    }

    /// A link of the answer leads to the next page, by a cursor that the operation takes. Links of OData have their own.
    fn by_link(&self, query: &Query<'_>, answer: &Answer<'_>) -> Option<PaginationStyle> {
        let link = answer.path(LINKS, is_text)?;
        let odata = || {
            let name = link.last().map(|name| plain(name)).unwrap_or_default();
            ["odatanextlink", "nextlink"].contains(&name.as_str()).then(|| "$skiptoken".to_owned())
        };
        let maybe = || query.called(MAYBE_CURSORS, is_text).filter(|_| is_url(&link, answer));
        let parameter = query.called(CURSORS, is_scalar);
        let parameter = parameter.or_else(|| query.called(&[PAGES, OFFSETS].concat(), is_text)).or_else(maybe);
        let parameter = parameter.map(|parameter| parameter.wire.to_string()).or_else(odata)?;
        Some(PaginationStyle::Cursor { parameter, next: vec![Next::BodyLink(link)] })
    }

    /// A list in pages whose answer links to the next one, whatever its query then says.
    fn by_link_alone(&self, query: &Query<'_>, answer: &Answer<'_>, sized: bool) -> Option<PaginationStyle> {
        let link = answer.path(LINKS, is_text).filter(|link| sized && is_url(link, answer))?;
        let parameter = query.called(&[PAGES, OFFSETS, STARTS].concat(), is_number);
        let parameter = parameter.map_or_else(|| "cursor".to_owned(), |parameter| parameter.wire.to_string());
        Some(PaginationStyle::Cursor { parameter, next: vec![Next::BodyLink(link)] })
    }
}

/// Whether what leads to the next page is a link for sure: by its name, by what is around it, or by its words.
fn is_url(link: &[String], answer: &Answer<'_>) -> bool {
    let is_named = |name: &String| ["url", "uri", "href", "link"].iter().any(|word| plain(name).contains(word));
    let said = answer.at(link).map(|property| words(property.docs)).unwrap_or_default();
    link.iter().any(is_named) || said.split(|c: char| !c.is_alphanumeric()).any(|word| word == "url" || word == "link")
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
    matches!(ty, Ty::Integer | Ty::Unsigned | Ty::Number | Ty::IntegerOrNumber)
}

fn is_text(ty: &Ty) -> bool {
    match ty {
        Ty::Id(_) => true,
        // A time is a filter, whatever it is called.
        Ty::String(format) => format.facts().marks_position,
        _ => false,
    }
}

fn is_scalar(ty: &Ty) -> bool {
    is_number(ty) || is_text(ty)
}

fn is_flag(ty: &Ty) -> bool {
    *ty == Ty::Boolean
}
