//! Parameters: what is written where, and in which style.

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// Where it is sent.
    pub place: Place,
    /// How arrays and objects are written.
    pub style: Style,
    /// Arrays and objects take one `name=value` per element.
    pub explode: bool,
    /// Reserved characters (RFC 3986 section 2.2) stay as they are.
    pub allow_reserved: bool,
    /// Must be given.
    pub required: bool,
}

impl Parameter {
    /// A path parameter in the default style.
    pub const fn path(name: &'static str) -> Self {
        Self { name, place: Place::Path, style: Style::Simple, explode: false, allow_reserved: false, required: true }
    }

    /// An optional query parameter in the default style.
    pub const fn query(name: &'static str) -> Self {
        Self { name, place: Place::Query, style: Style::Form, explode: true, allow_reserved: false, required: false }
    }

    /// An optional header in the default style.
    pub const fn header(name: &'static str) -> Self {
        Self { place: Place::Header, required: false, ..Self::path(name) }
    }

    /// An optional cookie in the default style.
    pub const fn cookie(name: &'static str) -> Self {
        Self { place: Place::Cookie, ..Self::query(name) }
    }

    /// In another style.
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        self.style = style;
        self.explode = explode;
        self
    }

    /// Must be given.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Reserved characters stay as they are.
    pub const fn reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }
}

/// `in` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the document's")]
pub enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

/// `style` of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` in a path or header.
    Simple,
    /// `.a.b` in a path.
    Label,
    /// `;name=a;name=b` in a path.
    Matrix,
    /// `name=a&name=b` or `name=a,b`.
    Form,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a%7Cb`
    PipeDelimited,
    /// `name[key]=a`, and `name[key][0]=a` for lists; where these are not exploded, `name[key]=a&name[key]=b`.
    DeepObject,
    /// The whole value as JSON text.
    Json,
}
