//! Places in a sample that a test may change.

use serde_json::Value;

/// A sample with what is known about its places.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    /// The value.
    pub value: Value,
    /// Its places, outermost first.
    pub spots: Vec<Spot>,
}

/// A place in a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Keys and indexes from the root.
    pub path: Vec<String>,
    /// What stands there.
    pub what: What,
    /// Inside a branch of a union, where a change can also lead to another branch.
    pub in_union: bool,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// An object with these required properties.
    Object {
        /// Names of required properties.
        required: Vec<String>,
        /// Further properties have a type of their own, so that not everything may be added.
        typed_rest: bool,
    },
    /// One of a list of strings.
    Enum,
    /// The only value of its schema, of this JSON type.
    Constant(&'static str),
    /// The property that tells the branches of a union apart.
    Tag,
    /// A value that may not be null, of this JSON type.
    NotNull(&'static str),
}

impl Built {
    /// A value nothing is known about.
    pub fn plain(value: Value) -> Self {
        Self { value, spots: Vec::new() }
    }

    /// A value with one place: the whole of it.
    pub fn whole(value: Value, what: What) -> Self {
        Self { value, spots: vec![Spot { path: Vec::new(), what, in_union: false }] }
    }

    /// The spots of this value as seen from a container that holds it under `step`.
    pub fn spots_below<'a>(&'a self, step: &'a str) -> impl Iterator<Item = Spot> + 'a {
        self.spots.iter().map(move |spot| {
            let mut path = Vec::with_capacity(spot.path.len() + 1);
            path.push(step.to_owned());
            path.extend_from_slice(&spot.path);
            Spot { path, ..spot.clone() }
        })
    }

    /// The same value as a branch of a union that `tag` tells apart.
    pub fn as_branch(mut self, tag: Option<&str>) -> Self {
        for spot in &mut self.spots {
            spot.in_union = true;
        }
        if let Some(tag) = tag
            && self.value.get(tag).is_some_and(Value::is_string)
        {
            self.spots.retain(|spot| spot.path != [tag]);
            self.spots.push(Spot { path: vec![tag.to_owned()], what: What::Tag, in_union: false });
        }
        self
    }
}

/// The place at `path` in `value`.
///
/// # Panics
///
/// If there is none: paths come from the sample they are used on.
pub fn place<'a>(value: &'a mut Value, path: &[String]) -> &'a mut Value {
    path.iter().fold(value, |node, step| match node {
        Value::Array(items) => &mut items[step.parse::<usize>().expect("an index leads into an array")],
        other => other.get_mut(step.as_str()).expect("spots lie within their sample"),
    })
}

/// The path as error messages write it, such as `$.items[0].id`.
pub fn display(value: &Value, path: &[String]) -> String {
    let mut text = String::from("$");
    let mut node = value;
    for step in path {
        match node {
            Value::Array(items) => {
                text.push_str(&format!("[{step}]"));
                node = step.parse::<usize>().ok().and_then(|index| items.get(index)).unwrap_or(&Value::Null);
            }
            other => {
                let plain =
                    !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
                text.push_str(&if plain { format!(".{step}") } else { format!("[{step:?}]") });
                node = other.get(step.as_str()).unwrap_or(&Value::Null);
            }
        }
    }
    text
}
