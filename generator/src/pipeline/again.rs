//! Generating again after a part of the documents has changed: an API that is the same is not understood again, and a
//! file whose text is the same is not formatted again. What comes out is what [`generate`](super::generate) gives.

use super::{Examined, Layout, Outcome, api_texts, assemble, data_files, library_texts};
use crate::diagnostic::Severity;
use crate::naming::Apis;
use crate::render::{Header, rust_files};
use crate::source::Input;
use crate::stack::{run_both, run_with_large_stack};
use crate::tree::FileTree;
use crate::view::files::Part;
use crate::view::package::Package;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What an earlier generation came to.
#[derive(Default)]
pub struct Memo {
    layout: Option<Layout>,
    /// By name of the API, with what it was made of.
    examined: BTreeMap<String, (Arc<Input>, Examined)>,
    /// By name of the API.
    files: BTreeMap<String, ApiFiles>,
    /// What belongs to no API.
    library: Formatted,
}

/// The finished files of an API.
#[derive(Default)]
struct ApiFiles {
    /// The crate that they are in, with its manifest; none if they are of another state of the API.
    package: Option<(Package, String)>,
    rust: Formatted,
    data: Vec<(String, String)>,
}

/// [`generate`](super::generate), after which `memo` knows what it came to. An input is the same as before if it is the
/// same value.
pub fn generate_again(inputs: &[Arc<Input>], layout: &Layout, memo: &mut Memo) -> Outcome {
    run_with_large_stack(|| {
        if memo.layout.as_ref() != Some(layout) {
            *memo = Memo { layout: Some(layout.clone()), ..Memo::default() };
        }
        let is_there = |name: &str| inputs.iter().any(|input| input.name == name);
        memo.examined.retain(|name, _| is_there(name));
        memo.files.retain(|name, _| is_there(name));
        let (mut outcome, mut apis) = (Outcome::default(), Apis::default());
        for input in inputs {
            let Examined { done, diagnostics, report } = memo.examine(input, layout);
            outcome.add(input, done.as_ref(), diagnostics.clone(), report.clone(), &mut apis);
        }
        if outcome.diagnostics.iter().all(|diagnostic| diagnostic.severity < Severity::Error) {
            outcome.tree = memo.write(inputs, layout);
        }
        outcome
    })
}

impl Memo {
    fn examine(&mut self, input: &Arc<Input>, layout: &Layout) -> &Examined {
        let is_known = self.examined.get(&input.name).is_some_and(|(known, _)| Arc::ptr_eq(known, input));
        if !is_known {
            let examined = Examined::new(input.document.value.clone(), input, layout.level(), &mut |_, _| {});
            self.examined.insert(input.name.clone(), (input.clone(), examined));
            self.files.entry(input.name.clone()).or_default().package = None;
        }
        &self.examined[&input.name].1
    }

    fn write(&mut self, inputs: &[Arc<Input>], layout: &Layout) -> FileTree {
        let Self { examined, files, library, .. } = self;
        let done = inputs.iter().filter_map(|input| Some((input, examined[&input.name].1.done.as_ref()?)));
        let parts: Vec<Part<'_>> = done.map(|(input, done)| Part::new(&done.api, &done.names, input)).collect();
        let info = inputs.first().map(|input| input.document.value["info"].clone()).unwrap_or_default();
        let (package, header) = (layout.package(&parts, &info), layout.header());
        let manifest = layout.manifest(&package, &parts);
        let is_in = Some((package.clone(), manifest.text()));
        library.update(library_texts(&parts, &package, &manifest, layout), header);
        let mut all: Vec<(String, String)> = library.files().collect();
        for (input, part) in inputs.iter().zip(&parts) {
            let files = files.entry(input.name.clone()).or_default();
            if files.package != is_in {
                let rust = &mut files.rust;
                let update = || rust.update(api_texts(part, &package, &manifest).collect(), header);
                (files.data, ()) = run_both(|| data_files(part, &package, header), update);
                files.package.clone_from(&is_in);
            }
            all.extend(files.rust.files().chain(files.data.iter().cloned()));
        }
        assemble(&parts, layout, &package, &manifest, all.into_iter())
    }
}

/// Files by path, each with the text that it was formatted from.
#[derive(Default)]
struct Formatted(BTreeMap<String, (String, String)>);

impl Formatted {
    /// Has the files of these texts and no others.
    fn update(&mut self, texts: Vec<(String, String)>, header: Header) {
        let mut before = std::mem::take(&mut self.0);
        let mut changed = Vec::new();
        for (path, text) in texts {
            match before.remove(&path).filter(|(known, _)| *known == text) {
                Some(same) => drop(self.0.insert(path, same)),
                None => changed.push((path, text)),
            }
        }
        let files = rust_files(changed.clone(), header);
        self.0.extend(changed.into_iter().zip(files).map(|((path, text), (_, file))| (path, (text, file))));
    }

    fn files(&self) -> impl Iterator<Item = (String, String)> {
        self.0.iter().map(|(path, (_, file))| (path.clone(), file.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::pipeline::generate;
    use crate::source::{SourceFile, read};

    const SHOP: &str = r##"openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: "https://shop.example" }]
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      responses:
        "200": { description: It., content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
components:
  schemas:
    Order: { type: object, properties: { state: { type: string, enum: [open, paid] } } }
"##;

    fn input(name: &str, text: &str) -> Arc<Input> {
        let value = read::read(text, 0, &mut Vec::new()).expect("the document is YAML");
        let document = SourceFile { name: format!("{name}.yaml"), text: text.into(), value };
        Arc::new(Input {
            name: name.to_owned(),
            document,
            others: Vec::new(),
            origins: Default::default(),
            config: Default::default(),
            words: Default::default(),
            guides: Default::default(),
            crate_guides: Default::default(),
            config_file: None,
            words_file: None,
        })
    }

    #[test]
    fn what_is_generated_again_is_what_is_generated() {
        let runtime = Some("../../runtime/src/runtime/mod.rs".to_owned());
        for runtime in [None, runtime] {
            is_the_same_again(&Layout::Modules { name: "shops".to_owned(), runtime });
        }
    }

    fn is_the_same_again(layout: &Layout) {
        let (shop, zoo) = (input("shop", SHOP), input("zoo", SHOP));
        let states = [
            vec![shop.clone(), zoo.clone()],
            vec![shop.clone(), input("zoo", &SHOP.replace("open, paid", "open, paid, refunded"))],
            // An error; then an operation less, an API less, and an API more.
            vec![shop.clone(), input("zoo", &SHOP.replace("schemas/Order\"", "schemas/Nothing/at/all\""))],
            vec![input("shop", &SHOP.replace("/orders:", "/offers:").replace("[orders]", "[offers]")), zoo.clone()],
            vec![zoo.clone()],
            vec![shop, zoo],
        ];
        let mut memo = Memo::default();
        for (at, inputs) in states.iter().enumerate() {
            let again = generate_again(inputs, layout, &mut memo);
            let new = generate(inputs.iter().map(|input| Input::clone(input)).collect(), layout);
            assert!(again.tree == new.tree, "the files of state {at} differ");
            let codes = |outcome: &Outcome| outcome.diagnostics.iter().map(|found| found.code).collect::<Vec<Code>>();
            assert_eq!(codes(&again), codes(&new), "state {at}");
            assert_eq!(again.tree.is_empty(), at == 2);
        }
    }

    #[test]
    fn a_file_is_formatted_when_its_text_is_another() {
        let text = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        let mut files = Formatted::default();
        files.update(vec![text("a.rs", "pub struct A;"), text("b.rs", "pub struct B;")], Header::Workspace);
        files.0.insert("a.rs".to_owned(), text("pub struct A;", "as it was"));
        files.update(vec![text("a.rs", "pub struct A;"), text("c.rs", "pub struct C;")], Header::Workspace);
        let all: Vec<(String, String)> = files.files().collect();
        assert_eq!(all[0], text("a.rs", "as it was"));
        assert!(all.len() == 2 && all[1].0 == "c.rs" && all[1].1.ends_with("pub struct C;\n"), "{all:?}");
    }
}
