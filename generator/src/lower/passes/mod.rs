//! The last steps of lowering, once all types are there.

mod deduplicate;
pub(super) mod discriminate;
mod files;
mod normalize;
pub(super) mod overrides;

use self::overrides::nearest::unknown;
use super::operation::Lowered;
use super::operation::{group, security, server};
use super::{Lowering, annotations};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Api, BodyKind, Content, Method, Output, Parameter, ParameterLocation, Retry, Server, Shape, Style, Ty, Webhook,
};
use std::collections::BTreeSet;

/// A title in one line, without the word that the SDK puts after it itself; the name of the API where nothing is
/// left.
fn plain_title(title: &str, name: &str) -> String {
    let words: Vec<&str> =
        title.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let is_api = |word: &str| word.eq_ignore_ascii_case("api") || word.eq_ignore_ascii_case("apis");
    let words = match words.as_slice() {
        [first @ .., last] if is_api(last) => first,
        words => words,
    };
    if words.is_empty() { name.replace('_', " ") } else { words.join(" ") }
}

impl Lowering<'_> {
    /// Resolves types, applies decisions, and puts the model together.
    pub(super) fn finish(
        mut self,
        name: &str,
        mut operations: Vec<Lowered<'_>>,
        mut webhooks: Vec<Webhook>,
        failures: Vec<Ty>,
    ) -> Api {
        self.normalize(&mut operations, &mut webhooks);
        for lowered in &mut operations {
            self.finish_operation(lowered);
        }
        // Answers of several types have made unions of their own.
        self.normalize(&mut operations, &mut webhooks);
        self.overrides(&mut operations, &mut webhooks);
        self.files(&mut operations);
        self.decide();
        self.paginate(&mut operations);
        self.share(&mut operations, &mut webhooks);
        self.stale_operations(&operations);

        let openapi = &self.document.openapi;
        let mut operations: Vec<_> = operations.into_iter().map(|lowered| lowered.operation).collect();
        group::unite(&mut operations, self.config, &openapi.info.title);
        for (at, message) in group::twice(&mut operations, self.config) {
            let found = Diagnostic::new(Code::Contradiction, message).at_file(self.config_file, at);
            self.diagnostics.push(found.help("give one of them another name, or another group"));
        }
        let mut schemes = security::schemes(openapi);
        self.diagnostics.extend(security::assume(&mut schemes, &mut operations));
        let servers = server::servers(openapi, self.config, &mut operations);
        if !servers.first().is_some_and(Server::is_reachable) && !operations.is_empty() {
            self.diagnostics.push(server::no_address(openapi));
        } else if self.config.servers.is_empty() {
            self.diagnostics.extend(server::left_out(openapi));
        }
        Api {
            name: name.to_owned(),
            title: self.config.title.clone().unwrap_or_else(|| plain_title(&openapi.info.title, name)),
            version: openapi.info.version.clone(),
            url_variables: server::variables(openapi, &servers, &operations),
            servers,
            schemes,
            group_docs: self.group_docs(&operations),
            types: self.types.into_decls(),
            operations,
            webhooks,
            failures,
            kept: Vec::new(),
            docs: annotations::docs(
                None,
                annotations::described(openapi.info.description.as_deref(), openapi.external_docs.as_ref()).as_deref(),
            ),
        }
    }

    /// Envelope, output, parts and idempotency of an operation.
    fn finish_operation(&mut self, lowered: &mut Lowered<'_>) {
        let operation = &mut lowered.operation;
        if let Some(envelope) = &self.config.envelope
            && self.unwrap(&mut operation.successes, &envelope.property)
        {
            operation.envelope = Some(envelope.property.clone());
            // What is not JSON has no envelope, and what is has another one.
            operation.alternatives.retain(|alternative| !matches!(alternative.content, Content::Json(_)));
        }
        self.event_items(&mut operation.successes);
        operation.output = self.output(&operation.id, &operation.successes);
        let chosen = operation.stream_property.take();
        let is_chosen = |parameter: &&mut Parameter| {
            parameter.place == ParameterLocation::Query
                && Some(&parameter.wire) == chosen.as_ref()
                && self.without_null(&parameter.ty) == Ty::Boolean
        };
        if let Some(parameter) = operation.parameters.iter_mut().find(is_chosen) {
            parameter.constant = Some(true.into());
        }
        if let Some(property) = chosen
            && let Some(body) = operation.body.as_mut().filter(|body| body.kind == BodyKind::Json)
            && self.takes_flag(&body.ty, &property)
        {
            body.required = true;
            operation.stream_property = Some(property);
        }
        let Some(body) = &mut operation.body else { return };
        self.parts(body, &lowered.encodings);
        // A change of what may be anything may be anything.
        if body.media_type.contains("-patch+") && self.is_empty_object(&body.ty) {
            body.ty = Ty::Any;
        }
        let replaces = matches!(operation.method, Method::Put | Method::Patch);
        body.required |= self.config.bodies_required.is_some() && (replaces || !self.may_be_empty(&body.ty));
        if let Some(idempotency) = &self.config.idempotency
            && body.kind == BodyKind::Json
            && let Some(property) = &idempotency.property
            && self.takes_text(&body.ty, property)
        {
            body.idempotency_key = Some(property.clone());
            if operation.retry != Retry::Safe {
                operation.retry = Retry::Keyed(property.clone());
            }
        }
    }

    /// Whether an object without properties is a value of a type, so that leaving it out says as much.
    fn may_be_empty(&self, ty: &Ty) -> bool {
        match self.resolve(ty) {
            Ty::Map(_) => true,
            Ty::Named(id) => match &self.decl(id).shape {
                Shape::Object(object) => object.fields.iter().all(|field| !field.presence.is_required()),
                Shape::Union(union) => union.variants.iter().any(|variant| self.may_be_empty(&variant.ty)),
                Shape::Enum(_) | Shape::Alias(_) => false,
            },
            _ => false,
        }
    }

    /// Whether a type is an object of which nothing is said.
    fn is_empty_object(&self, ty: &Ty) -> bool {
        match self.resolve(ty) {
            Ty::Named(id) => matches!(&self.decl(id).shape, Shape::Object(object) if object.fields.is_empty()),
            Ty::Map(value) => self.resolve(&value) == Ty::Any,
            _ => false,
        }
    }

    /// Whether an object has a property that is true or false.
    fn takes_flag(&self, ty: &Ty, property: &str) -> bool {
        let fields = self.properties_of(ty);
        fields.iter().any(|(wire, ty)| {
            let ty = match self.resolve(ty) {
                Ty::Nullable(inner) => self.resolve(&inner),
                ty => ty,
            };
            wire == property && ty == Ty::Boolean
        })
    }

    /// Whether every value of a type can carry text in a property.
    fn takes_text(&self, ty: &Ty, property: &str) -> bool {
        match self.resolve(ty) {
            Ty::Named(id) => match &self.decl(id).shape {
                Shape::Object(object) => object.fields.iter().any(|field| {
                    field.wire == property && matches!(self.resolve(&field.ty), Ty::String(_) | Ty::Id(_))
                }),
                Shape::Union(union) => union.variants.iter().all(|variant| self.takes_text(&variant.ty, property)),
                Shape::Enum(_) | Shape::Alias(_) => false,
            },
            _ => false,
        }
    }

    /// What the document's tags say about groups that are called like them.
    fn group_docs(&self, operations: &[crate::model::Operation]) -> Vec<(String, crate::model::Docs)> {
        let groups: BTreeSet<String> = operations.iter().map(|operation| operation.group.join(".")).collect();
        let tags = &self.document.openapi.tags;
        groups
            .into_iter()
            .filter_map(|group| {
                let like =
                    |tag: &&openapiv3::Tag| group::folded(group::without_role(&tag.name, "")) == group::folded(&group);
                let tag = tags.iter().find(|tag| tag.name == group).or_else(|| tags.iter().find(like))?;
                let words = annotations::described(tag.description.as_deref(), tag.external_docs.as_ref());
                let docs = annotations::docs(None, words.as_deref());
                docs.summary.is_some().then_some((group, docs))
            })
            .collect()
    }

    fn stale_operations(&mut self, operations: &[Lowered<'_>]) {
        let config = self.config;
        let ids: BTreeSet<&str> = operations.iter().map(|lowered| lowered.operation.id.as_str()).collect();
        for (at, decided) in config.operations.overrides.iter().enumerate() {
            if !ids.contains(decided.operation.as_str()) {
                let message = unknown("there is no operation", &decided.operation, &ids);
                self.stale(&format!("/operations/overrides/{at}"), message);
            }
        }
        if let Some(envelope) = &config.envelope
            && !operations.iter().any(|lowered| lowered.operation.envelope.is_some())
        {
            self.stale(
                "/envelope",
                format!("no success body is an object with the one property `{}`", envelope.property),
            );
        }
        let keyed =
            |lowered: &Lowered<'_>| lowered.operation.body.as_ref().is_some_and(|body| body.idempotency_key.is_some());
        let is_deep = |parameter: &crate::model::Parameter| parameter.style == Style::DeepObject;
        if config.deep_objects.is_some()
            && !operations.iter().any(|lowered| lowered.operation.parameters.iter().any(is_deep))
        {
            self.stale("/deep_objects", "no parameter has the style `deepObject`".to_owned());
        }
        if config.events.is_some()
            && !operations.iter().any(|lowered| matches!(lowered.operation.output, Output::Events(_)))
        {
            self.stale("/events", "no operation answers with events".to_owned());
        }
        if let Some(idempotency) = &config.idempotency
            && let Some(property) = &idempotency.property
            && !operations.iter().any(keyed)
        {
            self.stale("/idempotency", format!("no request body has the property `{property}`"));
        }
    }
}
