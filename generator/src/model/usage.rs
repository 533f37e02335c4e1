//! In which directions a type travels, and which resources reach it.

/// In which directions a type travels, and in which resources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Part of a request.
    pub sent: bool,
    /// Part of a body that changes an existing resource (`PATCH`, or `PUT`), where absent and `null` differ.
    pub patched: bool,
    /// Part of a response, an error or a webhook.
    pub received: bool,
    /// Part of a webhook payload.
    pub webhook: bool,
    /// Part of an error body.
    pub failure: bool,
    /// The resources that reach it.
    pub resources: Resources,
    /// A field or element path leads back to the type without passing a list or map: such a path needs a box.
    pub recursive: bool,
}

impl Usage {
    /// Adds another use of the same type.
    pub fn add(&mut self, other: &Self) {
        self.sent |= other.sent;
        self.patched |= other.patched;
        self.received |= other.received;
        self.webhook |= other.webhook;
        self.failure |= other.failure;
        self.resources.add(&other.resources);
    }
}

/// Resources of an API by their place in the sorted list of all: one bit each, since all types of a document may be reached
/// by all of its resources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resources(Vec<u64>);

impl Resources {
    /// The one at this place.
    pub fn one(at: usize) -> Self {
        let mut bits = vec![0; at / 64 + 1];
        bits[at / 64] = 1 << (at % 64);
        Self(bits)
    }

    /// The first so many.
    pub fn all(count: usize) -> Self {
        let mut all = Self::default();
        (0..count).for_each(|at| all.add(&Self::one(at)));
        all
    }

    /// Whether the one at this place is among them.
    pub fn contains(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }

    fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(held, more)| *held |= more);
    }
}
