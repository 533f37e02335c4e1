//! Declarations: schemas that references lead to are declared when first met and filled in when their turn comes,
//! so that chains of references are no recursion; inline ones are declared when they are done.

use super::annotations::Annotations;
use super::document::{Node, pointer};
use super::inline_name::InlineName;
use super::schema::keywords::{Keywords, SchemaRef};
use super::schema::{LoweredShape, constant};
use super::{Draft, Lowering};
use crate::model::{NameSource, Shape, Ty, TypeDecl, TypeId};

impl<'a> Lowering<'a> {
    /// The declaration a reference leads to, noted as reached from what is being lowered.
    pub(super) fn reference(&mut self, reference: &str) -> Option<TypeId> {
        let pointer = pointer(reference)?;
        self.document.schema(&pointer)?;
        let id = self.types.place(&pointer);
        self.referenced.insert(id);
        Some(id)
    }

    /// Fills in the declarations that references lead to, until none is left.
    pub(super) fn fill(&mut self) {
        while let Some((id, pointer)) = self.types.next_to_fill() {
            let node = self.document.schema(&pointer).expect("only places that exist are queued");
            let outer = std::mem::take(&mut self.referenced);
            self.filling = Some(pointer.clone());
            let words = match &self.types[id].name_source {
                NameSource::Component(name) => InlineName::of(name),
                NameSource::Position(words) => InlineName::from(words.clone()),
                NameSource::Title(_) | NameSource::Decided(_) => {
                    unreachable!("places are called by component or position")
                }
            };
            self.fill_one(id, &pointer, node, &words);
            self.filling = None;
            let references = std::mem::replace(&mut self.referenced, outer);
            self.types[id].references = references.into_iter().filter(|other| *other != id).collect();
        }
    }

    fn fill_one(&mut self, id: TypeId, pointer: &str, node: Node<'a>, words: &InlineName) {
        let schema = match node {
            Node::Reference(reference) => {
                let ty = self.reference(reference).map_or(Ty::Any, Ty::Named);
                self.types[id].shape = Shape::Alias(ty);
                return;
            }
            Node::Schema(schema) => schema,
        };
        let mut keywords = Keywords::read(self.document, pointer, schema);
        let annotations = keywords.annotations.clone();
        let constant = constant(&keywords).map(|(constant, _)| constant);
        keywords.merged.insert(pointer.to_owned());
        let shaped = if let Some(shaped) = self.parent(pointer, &keywords, words) {
            shaped
        } else if keywords.all.is_empty() {
            keywords.pointer = pointer.to_owned();
            self.shape(keywords, words)
        } else {
            let all = std::mem::take(&mut keywords.all);
            match self.combine([vec![SchemaRef::Merged(keywords.into())], all].concat()) {
                super::schema::combine::Combined::Merged(keywords) => self.shape(*keywords, words),
                super::schema::combine::Combined::Through {
                    slot: SchemaRef::Located(_, Node::Reference(parent)),
                    nullable,
                    ..
                } if self.inherits(pointer, parent) => {
                    let inherited = super::document::pointer(parent).and_then(|parent| self.resolved(&parent));
                    let own = Keywords { pointer: pointer.to_owned(), nullable, ..inherited.unwrap_or_default() };
                    self.shape(own, words)
                }
                super::schema::combine::Combined::Through { slot, nullable, .. } => {
                    let used = self.value(&slot, words);
                    LoweredShape { nullable: nullable || used.nullable, ..LoweredShape::alias(used.ty) }
                }
            }
        };
        let shaped = self.without_wrapper(id, shaped, words);
        let decl = &mut self.types[id];
        let docs = annotations.docs();
        if docs != crate::model::Docs::default() {
            decl.docs = docs;
        }
        decl.deprecated |= annotations.deprecated;
        decl.nullable = shaped.nullable;
        decl.shape = shaped.shape;
        *self.types.draft_mut(id) = Draft { constant, ..shaped.draft };
    }

    /// A component that is nothing but one inline schema, such as a `oneOf` of one, is that schema itself.
    fn without_wrapper(&mut self, id: TypeId, shaped: LoweredShape, words: &InlineName) -> LoweredShape {
        let Shape::Alias(Ty::Named(only)) = shaped.shape else { return shaped };
        if only == id || self.types[only].name_source != words.name_source() {
            return shaped;
        }
        // What refers to the schema from within itself now refers to the component.
        let inner = &mut self.types[only];
        let shape = std::mem::replace(&mut inner.shape, Shape::Alias(Ty::Named(id)));
        let (docs, deprecated, nullable) = (inner.docs.clone(), inner.deprecated, std::mem::take(&mut inner.nullable));
        let draft = std::mem::take(self.types.draft_mut(only));
        let decl = &mut self.types[id];
        (decl.docs, decl.deprecated) = (docs, deprecated);
        LoweredShape { shape, nullable: shaped.nullable || nullable, draft }
    }

    /// Declares an inline type.
    pub(super) fn declare(
        &mut self,
        pointer: &str,
        annotations: &Annotations,
        words: &InlineName,
        shape: Shape,
        draft: Draft,
    ) -> TypeId {
        let name_source = self.document.titles.name_source(annotations.title.as_deref(), words);
        let mut decl = TypeDecl::new(pointer, name_source, shape);
        decl.docs = annotations.docs();
        decl.deprecated = annotations.deprecated;
        self.types.add(decl, draft)
    }
}
