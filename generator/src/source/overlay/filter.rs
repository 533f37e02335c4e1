//! Filters of JSONPath (RFC 9535 section 2.3.5): tests of existence and comparisons, with `!`, `&&`, `||` and
//! parentheses. Functions are not read.

use super::select::{self, Step};
use crate::source::support::pointer;
use serde_json::{Number, Value};

/// How deep filters may stand in each other.
const DEPTH: usize = 32;

/// A condition on a child of what a path has selected so far.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    Not(Box<Filter>),
    Exists(Query),
    Comparison(Operand, Operator, Operand),
}

/// A path in a filter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Query {
    start: Start,
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// `$`: the document.
    Root,
    /// `@`: the child that is tested.
    Current,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    Literal(Value),
    Query(Query),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    LessOrEqual,
    GreaterOrEqual,
    Less,
    Greater,
}

/// How operators are written, the longer of two with the same beginning first.
const OPERATORS: [(&str, Operator); 6] = [
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
];

impl Filter {
    /// Whether a child meets the condition.
    pub(super) fn matches(&self, root: &Value, current: &Value) -> bool {
        match self {
            Self::All(filters) => filters.iter().all(|filter| filter.matches(root, current)),
            Self::Any(filters) => filters.iter().any(|filter| filter.matches(root, current)),
            Self::Not(filter) => !filter.matches(root, current),
            Self::Exists(query) => query.first(root, current).is_some(),
            Self::Comparison(left, operator, right) => {
                operator.holds(left.value(root, current), right.value(root, current))
            }
        }
    }
}

impl Query {
    fn first<'a>(&self, root: &'a Value, current: &'a Value) -> Option<&'a Value> {
        let start = match self.start {
            Start::Root => root,
            Start::Current => current,
        };
        let selected = select::walk(root, start, &self.steps);
        selected.first().and_then(|at| pointer::get(start, at))
    }
}

impl Operand {
    fn value<'a>(&'a self, root: &'a Value, current: &'a Value) -> Option<&'a Value> {
        match self {
            Self::Literal(value) => Some(value),
            Self::Query(query) => query.first(root, current),
        }
    }
}

impl Operator {
    /// What is missing equals only what is missing too; only numbers and texts have an order.
    fn holds(self, left: Option<&Value>, right: Option<&Value>) -> bool {
        match self {
            Self::Equal => equal(left, right),
            Self::NotEqual => !equal(left, right),
            Self::LessOrEqual => less(left, right) || equal(left, right),
            Self::GreaterOrEqual => less(right, left) || equal(left, right),
            Self::Less => less(left, right),
            Self::Greater => less(right, left),
        }
    }
}

fn equal(left: Option<&Value>, right: Option<&Value>) -> bool {
    match (left, right) {
        (Some(Value::Number(left)), Some(Value::Number(right))) => left == right || left.as_f64() == right.as_f64(),
        (left, right) => left == right,
    }
}

fn less(left: Option<&Value>, right: Option<&Value>) -> bool {
    match (left, right) {
        (Some(Value::Number(left)), Some(Value::Number(right))) => left.as_f64() < right.as_f64(),
        (Some(Value::String(left)), Some(Value::String(right))) => left < right,
        _ => false,
    }
}

/// Reads a filter, and gives what stands behind it.
pub(super) fn parse(text: &str, depth: usize) -> Result<(Filter, &str), String> {
    if depth > DEPTH {
        return Err("its filters are nested too deeply".to_owned());
    }
    let all = |text| joined(text, "&&", |text| one(text, depth), Filter::All);
    joined(text, "||", all, Filter::Any)
}

/// Parts with an operator between them.
fn joined<'a>(
    text: &'a str,
    operator: &str,
    part: impl Fn(&'a str) -> Result<(Filter, &'a str), String>,
    join: fn(Vec<Filter>) -> Filter,
) -> Result<(Filter, &'a str), String> {
    let (first, mut rest) = part(text)?;
    let mut parts = vec![first];
    while let Some(after) = rest.trim_start().strip_prefix(operator) {
        let (next, after) = part(after)?;
        parts.push(next);
        rest = after;
    }
    Ok((join(parts), rest))
}

/// A test, a comparison, or a filter in parentheses, with or without `!` before it.
fn one(text: &str, depth: usize) -> Result<(Filter, &str), String> {
    let text = text.trim_start();
    if let Some(negated) = text.strip_prefix('!') {
        let (filter, rest) = positive(negated.trim_start(), depth)?;
        if let Filter::Comparison(..) = filter {
            return Err("what `!` is about belongs in parentheses".to_owned());
        }
        return Ok((Filter::Not(Box::new(filter)), rest));
    }
    positive(text, depth)
}

fn positive(text: &str, depth: usize) -> Result<(Filter, &str), String> {
    if let Some(inside) = text.strip_prefix('(') {
        let (filter, rest) = parse(inside, depth + 1)?;
        return Ok((filter, rest.trim_start().strip_prefix(')').ok_or("a `)` is missing")?));
    }
    let (left, rest) = operand(text, depth)?;
    let after = rest.trim_start();
    let operator = OPERATORS.iter().find_map(|(sign, operator)| Some((*operator, after.strip_prefix(sign)?)));
    match (operator, left) {
        (Some((operator, after)), left) => {
            let (right, rest) = operand(after.trim_start(), depth)?;
            for side in [&left, &right] {
                if matches!(side, Operand::Query(query) if !query.steps.iter().all(Step::is_singular)) {
                    return Err("a path that is compared has only names and indexes".to_owned());
                }
            }
            Ok((Filter::Comparison(left, operator, right), rest))
        }
        (None, Operand::Query(query)) => Ok((Filter::Exists(query), rest)),
        (None, Operand::Literal(_)) => Err("a filter compares a value with something".to_owned()),
    }
}

fn operand(text: &str, depth: usize) -> Result<(Operand, &str), String> {
    for (word, value) in [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)] {
        if let Some(rest) = text.strip_prefix(word) {
            return Ok((Operand::Literal(value), rest));
        }
    }
    let mut chars = text.chars();
    match chars.next() {
        Some(start @ ('@' | '$')) => {
            let (steps, rest) = select::steps(chars.as_str(), depth + 1)?;
            let start = if start == '$' { Start::Root } else { Start::Current };
            Ok((Operand::Query(Query { start, steps }), rest))
        }
        Some(quote @ ('\'' | '"')) => {
            let (text, rest) = select::quoted(chars, quote)?;
            Ok((Operand::Literal(text.into()), rest))
        }
        Some('-' | '0'..='9') => {
            let end = text.find(|c: char| !c.is_ascii_digit() && !"+-.eE".contains(c)).unwrap_or(text.len());
            let number: Number = text[..end].parse().map_err(|_| format!("`{}` is no number", &text[..end]))?;
            Ok((Operand::Literal(number.into()), &text[end..]))
        }
        _ => Err(format!("`{text}` is no path, text, number, `true`, `false` or `null`; functions are not read")),
    }
}
