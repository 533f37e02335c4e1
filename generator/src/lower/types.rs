//! The table of types: every declaration with what is known of it until unions are decided.

use super::Draft;
use super::document::component;
use super::inline_name::of_pointer;
use crate::model::{NameSource, Shape, Ty, TypeDecl, TypeId};
use std::collections::{BTreeMap, VecDeque};
use std::ops::{Index, IndexMut};

/// All declarations, by id, and those of them that references lead to, by pointer.
#[derive(Debug, Default)]
pub(super) struct Types {
    decls: Vec<TypeDecl>,
    /// Same index.
    drafts: Vec<Draft>,
    /// Schemas that references lead to, by pointer.
    by_pointer: BTreeMap<String, TypeId>,
    /// Those of them that are not filled in yet.
    queue: VecDeque<(TypeId, String)>,
}

impl Types {
    /// Adds a declaration.
    pub(super) fn add(&mut self, decl: TypeDecl, draft: Draft) -> TypeId {
        let id = TypeId(u32::try_from(self.decls.len()).expect("a document has fewer than four billion schemas"));
        self.decls.push(decl);
        self.drafts.push(draft);
        id
    }

    /// The declaration of a schema that references lead to. It is filled in when its turn comes.
    pub(super) fn place(&mut self, pointer: &str) -> TypeId {
        if let Some(id) = self.by_pointer.get(pointer) {
            return *id;
        }
        let name_source = match component(pointer, "schemas") {
            Some(name) => NameSource::Component(name),
            None => NameSource::Position(of_pointer(pointer)),
        };
        let id = self.add(TypeDecl::new(pointer, name_source, Shape::Alias(Ty::Any)), Draft::default());
        self.by_pointer.insert(pointer.to_owned(), id);
        self.queue.push_back((id, pointer.to_owned()));
        id
    }

    /// The next declaration to fill in, with the pointer of its schema.
    pub(super) fn next_to_fill(&mut self) -> Option<(TypeId, String)> {
        self.queue.pop_front()
    }

    /// The declaration of the schema at a pointer, if a reference leads there.
    pub(super) fn at(&self, pointer: &str) -> Option<TypeId> {
        self.by_pointer.get(pointer).copied()
    }

    /// The declarations that references lead to.
    pub(super) fn referenced(&self) -> impl Iterator<Item = TypeId> {
        self.by_pointer.values().copied()
    }

    /// The id of every declaration there is now.
    pub(super) fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..).map(TypeId).take(self.decls.len())
    }

    /// Every declaration, in the order of their ids.
    pub(super) fn iter(&self) -> impl Iterator<Item = &TypeDecl> {
        self.decls.iter()
    }

    /// Every declaration, in the order of their ids.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut TypeDecl> {
        self.decls.iter_mut()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.decls.len()
    }

    /// What is known of a type until unions are decided.
    pub(super) fn draft(&self, id: TypeId) -> &Draft {
        &self.drafts[id.0 as usize]
    }

    /// What is known of a type until unions are decided.
    pub(super) fn draft_mut(&mut self, id: TypeId) -> &mut Draft {
        &mut self.drafts[id.0 as usize]
    }

    /// What is known of every type, in the order of their ids.
    pub(super) fn drafts(&self) -> impl Iterator<Item = &Draft> {
        self.drafts.iter()
    }

    /// The declarations, once lowering is done.
    pub(super) fn into_decls(self) -> Vec<TypeDecl> {
        self.decls
    }
}

impl Index<TypeId> for Types {
    type Output = TypeDecl;

    fn index(&self, id: TypeId) -> &TypeDecl {
        &self.decls[id.0 as usize]
    }
}

impl IndexMut<TypeId> for Types {
    fn index_mut(&mut self, id: TypeId) -> &mut TypeDecl {
        &mut self.decls[id.0 as usize]
    }
}
