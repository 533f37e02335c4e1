//! The names that come out for what documents hold.

use generator::config::{Config, NameRule};
use generator::diagnostic::{Code, Diagnostic};
use generator::model::{
    Api, Docs, Enumeration, Field, NameSource, Object, Origin, Presence, Rule, Scalar, Shape, Ty, TypeDecl, TypeId,
    Union, Variant,
};
use generator::naming::{Level, Members, Names, name};

fn decl(name_source: NameSource, shape: Shape) -> TypeDecl {
    let pointer = match &name_source {
        NameSource::Component(name) => format!("/components/schemas/{name}"),
        NameSource::Title(name) | NameSource::Decided(name) => format!("/paths/~1x/get/{name}"),
        NameSource::Position(words) => format!("/components/schemas/{}", words.join("/properties/")),
    };
    TypeDecl::new(&pointer, name_source, shape)
}

fn component(name: &str, shape: Shape) -> TypeDecl {
    decl(NameSource::Component(name.to_owned()), shape)
}

fn enumeration(values: &[&str]) -> Shape {
    let values = values.iter().map(|value| Scalar::String((*value).to_owned())).collect();
    Shape::Enum(Enumeration { values, ..Enumeration::default() })
}

fn object(wires: &[&str]) -> Shape {
    let field = |wire: &&str| Field {
        wire: (*wire).to_owned(),
        ty: Ty::Boolean,
        presence: Presence::Required,
        constant: None,
        default: None,
        constraints: Default::default(),
        read_only: false,
        write_only: false,
        docs: Docs::default(),
        deprecated: false,
        deprecated_since: None,
        boxed: false,
        origin: Origin::default(),
    };
    Shape::Object(Object { fields: wires.iter().map(field).collect(), ..Object::default() })
}

fn union(variants: &[(u32, &[&str])]) -> Shape {
    let variant = |(id, hints): &(u32, &[&str])| Variant {
        ty: Ty::Named(TypeId(*id)),
        name_hints: hints.iter().map(|name| (*name).to_owned()).collect(),
        tags: Vec::new(),
        kinds: Vec::new(),
        docs: Docs::default(),
    };
    let variants = variants.iter().map(variant).collect();
    Shape::Union(Union { rule: Rule::Keys, ..Union::undecided(variants) })
}

fn named(types: Vec<TypeDecl>, config: &Config) -> (Names, Vec<Diagnostic>) {
    let api = Api { name: "acme".to_owned(), types, ..Api::default() };
    let mut diagnostics = Vec::new();
    let names = name(&api, config, Level::Module, &mut diagnostics);
    (names, diagnostics)
}

fn members(names: &Names, index: u32) -> Vec<String> {
    match &names.ty(TypeId(index)).members {
        Members::Fields(fields) => fields.iter().map(|field| field.ident.to_string()).collect(),
        Members::Values(values) => values.iter().map(ToString::to_string).collect(),
        Members::Variants(variants, _) => variants.iter().map(|variant| variant.ident.to_string()).collect(),
        Members::None => Vec::new(),
    }
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<Code> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn values() {
    let table: &[(&str, &[&str], &[&str])] = &[
        ("SortProperty", &["created_at", "-created_at", "-name"], &["CreatedAt", "CreatedAtDesc", "NameDesc"]),
        ("Level", &["-low", "high"], &["Low", "High"]),
        ("Zone", &["Etc/GMT+5", "Etc/GMT-5", "Etc/GMT0", "UTC"], &["EtcGmtPlus5", "EtcGmtMinus5", "EtcGmt0", "Utc"]),
        ("HttpCodeClass", &["2xx", "3xx"], &["Class2xx", "Class3xx"]),
        ("CardBrand", &["visa", "unknown", "self"], &["Visa", "UnknownBrand", "SelfBrand"]),
        ("Scope", &["", "*", "none", "Ok"], &["Empty", "Star", "None", "Ok"]),
        ("Pair", &["a.b", "a_b"], &["ADotB", "AUnderscoreB"]),
        ("Language", &["中文", "Español"], &["ZhongWen", "Espanol"]),
    ];
    for (name, values, expected) in table {
        let (names, diagnostics) = named(vec![component(name, enumeration(values))], &Config::default());
        assert_eq!(members(&names, 0), *expected, "{name}");
        assert_eq!(diagnostics, [], "{name}");
    }
}

#[test]
fn fields() {
    let wires = ["type", "trading-pair", "self", "_cost", "cost", "createdAt", "extra", "2fa", "new"];
    let (names, diagnostics) = named(vec![component("Thing", object(&wires))], &Config::default());
    let expected = [
        "r#type",
        "trading_pair",
        "self_",
        "underscore_cost",
        "cost",
        "created_at",
        "extra_property",
        "value_2fa",
        "new",
    ];
    assert_eq!(members(&names, 0), expected);
    assert_eq!(diagnostics, []);
    let Members::Fields(fields) = &names.ty(TypeId(0)).members else { panic!("an object has fields") };
    assert_eq!(fields[8].setter.as_str(), "with_new", "the constructor is called new");
}

#[test]
fn types_and_their_files() {
    let table = [
        ("HTTPValidationError", "HttpValidationError", "http_validation_error"),
        ("OAuth2Client", "OAuth2Client", "oauth2_client"),
        ("ListResource_Foo_", "ListResourceFoo", "list_resource_foo"),
        ("Foo-Input", "FooInput", "foo_input"),
        ("Foo-Output", "FooOutput", "foo_output"),
        ("Option", "OptionSchema", "option_schema"),
        ("Self", "SelfSchema", "self_schema"),
        ("Decode", "Decode", "decode"),
        ("2FA", "Schema2Fa", "schema2_fa"),
        ("mod", "Mod", "mod_schema"),
        ("type", "Type", "type"),
        ("con", "Con", "con_schema"),
    ];
    let types = table.iter().map(|(name, _, _)| component(name, object(&[]))).collect();
    let (names, diagnostics) = named(types, &Config::default());
    assert_eq!(diagnostics, []);
    for (index, (name, ident, module)) in table.iter().enumerate() {
        let ty = &names.types[index];
        assert_eq!((ty.ident.as_str(), names.files[ty.file].module.unraw()), (*ident, *module), "{name}");
    }
}

#[test]
fn variants_lose_the_words_of_their_union() {
    let types = vec![
        component("Benefit", union(&[(1, &["BenefitDiscord"]), (2, &["BenefitCustom"]), (3, &["Benefit"])])),
        component("BenefitDiscord", object(&["id"])),
        component("BenefitCustom", object(&["id"])),
        component("Other", object(&["id"])),
    ];
    let (names, diagnostics) = named(types, &Config::default());
    assert_eq!(members(&names, 0), ["Discord", "Custom", "Benefit"]);
    assert_eq!(diagnostics, []);
}

#[test]
fn inline_types_are_in_the_file_of_their_component() {
    let position = |words: &[&str]| NameSource::Position(words.iter().map(|word| (*word).to_owned()).collect());
    let types = vec![
        decl(position(&["Order", "status"]), enumeration(&["paid"])),
        component("Order", object(&["status"])),
        component("OrderStatus", enumeration(&["open"])),
    ];
    let (names, diagnostics) = named(types, &Config::default());
    let idents: Vec<&str> = names.types.iter().map(|ty| ty.ident.as_str()).collect();
    assert_eq!(idents, ["OrderStatusEnum", "Order", "OrderStatus"], "the component keeps the name");
    assert_eq!(codes(&diagnostics), [], "what it is tells it from the component");
    assert_eq!(names.types[0].file, names.types[1].file);
    assert_eq!(names.files[names.types[0].file].types, [TypeId(1), TypeId(0)], "the component comes first");
}

#[test]
fn names_without_end_are_cut_and_stay_distinct() {
    let long = |end: &str| format!("{}{end}", "long".repeat(200));
    let (one, other) = (long("one"), long("other"));
    let types = vec![
        component(&one, object(&[&one, &other])),
        component(&other, enumeration(&[&one, &other])),
        decl(NameSource::Position(vec![other.clone(), "status".to_owned()]), enumeration(&["paid"])),
    ];
    let (names, _) = named(types, &Config::default());
    let mut idents: Vec<String> = names.types.iter().map(|ty| ty.ident.to_string()).collect();
    idents.extend(members(&names, 0).into_iter().chain(members(&names, 1)));
    assert!(idents.iter().all(|ident| (250..300).contains(&ident.len())), "{idents:?}");
    idents.iter_mut().for_each(|ident| ident.make_ascii_lowercase());
    let distinct = |idents: &[String]| idents.iter().collect::<std::collections::BTreeSet<_>>().len();
    assert_eq!([&idents[..3], &idents[3..5], &idents[5..]].map(distinct), [3, 2, 2], "{idents:?}");
}

#[test]
fn decided_names_apply_or_are_reported() {
    let rule = |at: &str, name: &str| NameRule { at: at.to_owned(), name: name.to_owned(), because: String::new() };
    let names = vec![
        rule("Order", "Purchase"),
        rule("Order.id", "number"),
        rule("Status=a", "Active"),
        rule("Gone", "Nothing"),
        rule("Status", "no identifier"),
    ];
    let types = vec![component("Order", object(&["id"])), component("Status", enumeration(&["a", "A"]))];
    let (names, diagnostics) = named(types, &Config { names, ..Config::default() });
    assert_eq!(names.types[0].ident.as_str(), "Purchase");
    assert_eq!((members(&names, 0), members(&names, 1)), (vec!["number".into()], vec!["Active".into(), "A".into()]));
    assert_eq!(codes(&diagnostics), [Code::BadName, Code::StaleName]);
}

#[test]
fn a_type_lives_in_the_file_of_what_it_is_part_of_alone() {
    let part = |words: &[&str], also: &[&str]| {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let also = also.iter().map(|pointer| format!("/components/schemas/{pointer}")).collect();
        TypeDecl { also, ..decl(NameSource::Position(words), object(&["a"])) }
    };
    let types = vec![
        component("Order", object(&["a"])),
        part(&["Order", "buyer"], &[]),
        part(&["Order", "tax"], &["Order/properties/fee"]),
        part(&["Order", "price"], &["Refund/properties/price"]),
        part(&["Order", "price", "unit"], &["Refund/properties/price/properties/unit"]),
        part(&["Order", "price", "kind"], &["Refund/properties/kind"]),
        component("Refund", object(&["a"])),
    ];
    let (names, diagnostics) = named(types, &Config::default());
    assert_eq!(diagnostics, []);
    let files: Vec<(String, Vec<u32>)> =
        names.files.iter().map(|file| (file.module.to_string(), file.types.iter().map(|id| id.0).collect())).collect();
    let file = |name: &str, types: &[u32]| (name.to_owned(), types.to_vec());
    let expected =
        [file("order", &[0, 1, 2]), file("order_price", &[3, 4]), file("order_price_kind", &[5]), file("refund", &[6])];
    assert_eq!(files, expected);
}
