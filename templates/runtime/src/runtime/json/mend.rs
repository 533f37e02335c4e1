//! What the lenient reading does with a field, an element or an entry that is not what its type says. Nothing of this runs
//! for a text that is right.

use super::decode::Decode;
use super::error::DecodeError;
use super::fields::{Fields, Lenient};
use super::lenient::{Mark, Meaning, Placeholder, Reading};
use super::received::{Form, Source};
use super::value::Value;

/// The property that says which object it is: without it the object is not known to be that object.
const OWN_ID: &str = "id";

impl<'a> Fields<'a> {
    /// After a field that must be there has been read from `value`.
    #[inline]
    pub(super) fn accept_required(&mut self, name: &'static str, value: Value<'a>) {
        if self.lenient.is_some() {
            self.count_required(value);
            self.accept(name, value);
        }
    }

    /// Counts a required property; one that a placeholder stands for because it is absent has not come.
    #[inline]
    pub(super) fn count_required(&mut self, value: Value<'a>) {
        if let Some(lenient) = &mut self.lenient {
            lenient.required += 1;
            lenient.came += u32::from(value.is_within(self.search.object));
        }
    }

    /// After a field has been read from `value`.
    #[inline]
    pub(super) fn accept(&mut self, name: &'static str, value: Value<'a>) {
        if self.lenient.is_some() {
            self.claim(name, value);
        }
    }

    /// Remembers the text of a field in which something was read from another kind or left out.
    #[cold]
    fn claim(&mut self, name: &'static str, value: Value<'a>) {
        let Some(Lenient { mark, .. }) = &self.lenient else { return };
        if value.is_within(self.search.object)
            && let Some(claim) = value.claim(*mark)
        {
            let form = Form::Text(Box::new(Source { text: value.raw().into(), left_out: claim.left_out }));
            self.extra.keep(self.of, Some(name), form, claim.is_assumed);
        }
    }

    /// After what stands beside the fields has been read, leniently since a mark.
    pub(super) fn accept_others(&mut self, mark: Option<Mark>) {
        if let Some(claim) = mark.and_then(|mark| self.search.object.claim(mark)) {
            let form = Form::Text(Box::new(Source { text: self.search.object.raw().into(), left_out: claim.left_out }));
            self.extra.keep(self.of, None, form, claim.is_assumed);
        }
    }

    /// What to decode for a field that must be there and is absent; none if it is refused.
    #[cold]
    pub(super) fn replace_absent(&mut self, name: &'static str, placeholder: Placeholder) -> Option<Value<'a>> {
        let value = self.placeholder(name, placeholder);
        match (value, &mut self.lenient) {
            (Some(_), Some(lenient)) => {
                lenient.replaced = None;
                self.assume_absent(name);
            }
            _ => self.refuse_absent(name),
        }
        value
    }

    /// What to decode for a field that must be there and cannot be read; none if it is refused.
    #[cold]
    pub(super) fn replace(
        &mut self,
        name: &'static str,
        value: Value<'a>,
        error: DecodeError,
        placeholder: Placeholder,
    ) -> Option<Value<'a>> {
        // What a placeholder is refused for says nothing about the property.
        if !value.is_within(self.search.object) {
            match self.lenient.as_mut().and_then(|lenient| lenient.replaced.take()) {
                Some(error) => self.refuse_in(name, error),
                None => self.refuse_absent(name),
            }
            return None;
        }
        match self.placeholder(name, placeholder).filter(|_| placeholder.may_replace(value)) {
            Some(instead) => {
                self.assume(name, value);
                if let Some(lenient) = &mut self.lenient {
                    lenient.replaced = Some(error);
                    // It came, whatever it is: its name says which object this is.
                    lenient.came += 1;
                }
                Some(instead)
            }
            None => {
                self.refuse_in(name, error);
                None
            }
        }
    }

    fn placeholder(&self, name: &str, placeholder: Placeholder) -> Option<Value<'static>> {
        if name == OWN_ID { None } else { placeholder.value(self.search.object.document.reading) }
    }

    /// Whether a value that cannot be read is kept by `T` as it is.
    #[cold]
    pub(super) fn keeps_unreadable<T: Decode>(&mut self, name: &'static str, value: Value<'a>) -> bool {
        let keeps = self.lenient.is_some() && value.is_within(self.search.object) && T::unreadable(value).is_some();
        if keeps {
            value.forget().note_assumed(None);
            self.extra.keep(self.of, Some(name), Form::text(value.raw()), true);
        }
        keeps
    }

    /// A field that is absent, which must be there but may be null: refused, or assumed to be null.
    #[cold]
    pub(super) fn accept_absent(&mut self, name: &'static str) {
        if self.error.is_some() {
            return;
        }
        match &mut self.lenient {
            None => self.refuse_absent(name),
            Some(lenient) => {
                lenient.required += 1;
                self.assume_absent(name);
            }
        }
    }

    /// A field that cannot be read, but may have no value: refused, or without one.
    #[cold]
    pub(super) fn leave_out(&mut self, name: &'static str, value: Value<'a>, error: DecodeError) {
        if self.lenient.is_none() {
            return self.refuse_in(name, error);
        }
        value.forget().note_assumed(None);
        self.extra.keep(self.of, Some(name), Form::Unreadable(value.raw().into()), true);
    }

    /// Refuses the object if it is none of this type, but another of which fewer than half of the properties are there.
    pub(super) fn recognize(&mut self) {
        if let Some(Lenient { required, came, .. }) = &self.lenient
            && came * 2 < *required
            && self.search.object.document.reading == Reading::Lenient
        {
            let why = format!("only {came} of {required} required properties are there");
            self.refuse(DecodeError::custom(self.search.object, why));
        }
    }

    /// Remembers that a property is absent which must be there.
    pub(super) fn assume_absent(&mut self, name: &'static str) {
        self.search.object.note_assumed(Some(name));
        self.extra.keep(self.of, Some(name), Form::Absent, true);
    }

    /// Remembers what stood where a placeholder stands.
    pub(super) fn assume(&mut self, name: &'static str, value: Value<'a>) {
        value.forget().note_assumed(None);
        let form = if value.is_null() { Form::Null } else { Form::text(value.raw()) };
        self.extra.keep(self.of, Some(name), form, true);
    }
}

impl<'a> Value<'a> {
    /// Whether it is of the document of `object`, and no placeholder.
    fn is_within(self, object: Value<'_>) -> bool {
        std::ptr::addr_eq(self.document, object.document)
    }

    /// The value as it is, for types that have a place for one that they cannot read. Null is one of a kind that they do
    /// not know, and no assumption.
    pub(super) fn keep_unreadable<T: Decode>(self) -> Option<T> {
        let kept = T::unreadable(self);
        if kept.is_some() && !self.is_null() {
            self.note_assumed(None);
        }
        kept
    }

    /// What stands for an element or an entry that `T` refuses: itself where `T` has a place for it, or nothing.
    ///
    /// # Errors
    ///
    /// The same, unless it is read leniently.
    #[cold]
    pub(super) fn leave_out<T: Decode>(self, error: DecodeError) -> Result<Option<T>, DecodeError> {
        if !self.is_lenient() {
            return Err(error);
        }
        let kept = self.forget().keep_unreadable::<T>();
        if kept.is_none() {
            // A null says that there is no such element or entry, as leaving it out does.
            let meaning = if self.is_null() { Meaning::Nothing } else { Meaning::Assumed };
            self.note_left_out(meaning);
            if meaning == Meaning::Assumed {
                self.note_assumed(None);
            }
        }
        Ok(kept)
    }
}
