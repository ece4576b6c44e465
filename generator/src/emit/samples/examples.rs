//! Examples in doc comments. They compile as tests, and none of them is run.

use proc_macro2::Ident;
use serde_json::Value;

use crate::api::{
    BodyContent, ErrorType, ErrorVariant, Field, Framing, Location, Operation, Outcome, Parameter, Presence,
    ResponseBody, Service, StatusPattern, Type, TypeKind,
};
use crate::emit::EmitError;
use crate::emit::context::{Context, events_method, method_name, unraw};
use crate::emit::models::types;
use crate::emit::samples::Samples;
use crate::emit::samples::layout::Expression;

/// The widest value within a call: a wider one gets a variable.
const WIDEST_ARGUMENT: usize = 48;

/// The longest name of a variable for an answer, which is called after its type.
const LONGEST_NAME: usize = 24;

/// How much an example of `operation` asks of its reader.
pub(in crate::emit) fn effort(operation: &Operation) -> (bool, usize) {
    let arguments = operation.parameters.iter().filter(|parameter| parameter.required).count();
    let body = operation.body.as_ref().map_or(0, |body| if body.required { 2 } else { 1 });
    (operation.deprecated, arguments + body)
}

/// An example of a call.
pub(in crate::emit) fn operation(
    context: &Context<'_>,
    service: &Service,
    operation: &Operation,
) -> Result<Vec<String>, EmitError> {
    let mut example = Example::with_client(context);
    let call = example.prepare(service, operation, false)?;
    if operation.paging.is_some() {
        example.stream(&call)?;
    } else if operation.events.is_some() && is_text(operation) {
        example.events(&call)?;
    } else if operation.events.is_some() {
        example.send(&call.again());
        example.lines.push(String::new());
        example.events(&call)?;
    } else {
        example.send(&call);
    }
    Ok(example.finish())
}

/// Whether the operation gives nothing but its stream, which would be a text as a whole.
fn is_text(operation: &Operation) -> bool {
    operation.outcome == Outcome::Single(ResponseBody::Text)
}

/// An example of a service.
pub(in crate::emit) fn service(
    context: &Context<'_>,
    service: &Service,
    operation: &Operation,
) -> Result<Vec<String>, EmitError> {
    let mut example = Example::with_client(context);
    let call = example.prepare(service, operation, true)?;
    example.send(&call);
    Ok(example.finish())
}

/// A call of an operation.
#[derive(Clone)]
pub(in crate::emit) struct Call<'o> {
    operation: &'o Operation,
    /// The call of the client that returns the service; `None` if there is a variable for it.
    service: Option<Expression>,
    arguments: Vec<Argument>,
    /// The setter of the body, or of its only file, where that isn't an argument.
    setter: Option<(&'o str, Argument)>,
}

/// A value in a call.
#[derive(Clone)]
struct Argument {
    value: Expression,
    /// Whether it is a variable that is gone after the call.
    is_moved: bool,
}

impl Call<'_> {
    /// The same call before another that needs the same values.
    fn again(&self) -> Self {
        let kept = |argument: &Argument| match &argument.value {
            value if argument.is_moved => Argument { value: value.clone().within("", ".clone()"), is_moved: false },
            _ => argument.clone(),
        };
        Self {
            arguments: self.arguments.iter().map(kept).collect(),
            setter: self.setter.as_ref().map(|(name, value)| (*name, kept(value))),
            ..self.clone()
        }
    }

    /// The whole, with `end` called on it.
    fn expression(&self, end: &str) -> Expression {
        let values = |arguments: &[Argument]| arguments.iter().map(|argument| argument.value.clone()).collect();
        let root = if self.service.is_some() { "client" } else { "service" };
        let mut calls: Vec<Expression> = self.service.iter().cloned().collect();
        calls.push(Expression::list(format!(".{}(", self.operation.name), values(&self.arguments), ")"));
        let setter = self.setter.as_ref();
        calls.extend(
            setter.map(|(name, value)| Expression::list(format!(".{name}("), values(std::slice::from_ref(value)), ")")),
        );
        calls.push(Expression::text(end));
        Expression::text(root).chain(calls)
    }
}

/// An example while it is written.
pub(in crate::emit) struct Example<'c, 'a> {
    context: &'c Context<'a>,
    samples: Samples<'c, 'a>,
    has_client: bool,
    lines: Vec<String>,
}

impl<'c, 'a> Example<'c, 'a> {
    /// An example that makes a client.
    pub(in crate::emit) fn new(context: &'c Context<'a>) -> Self {
        Self { context, samples: Samples::new(context), has_client: false, lines: Vec::new() }
    }

    /// An example that is given a client.
    pub(in crate::emit) fn with_client(context: &'c Context<'a>) -> Self {
        Self { has_client: true, ..Self::new(context) }
    }

    /// Brings names of the crate's root in.
    pub(in crate::emit) fn bring<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        self.samples.bring(names);
    }

    /// Adds a statement.
    pub(in crate::emit) fn statement(&mut self, statement: &Expression) {
        self.lines.extend(statement.lines());
    }

    /// Adds what a call needs before it, and returns the call: of the service in a variable where `is_named` says so.
    pub(in crate::emit) fn prepare<'o>(
        &mut self,
        service: &Service,
        operation: &'o Operation,
        is_named: bool,
    ) -> Result<Call<'o>, EmitError> {
        // Of a value these are methods of the prelude, of a reference they are the service's own.
        let is_shadowed = matches!(operation.name.as_str(), "into" | "try_into");
        if is_named || is_shadowed {
            let sign = if is_shadowed { "&" } else { "" };
            self.lines.push(format!("let service = {sign}client.{}();", service.method));
        }
        let mut arguments = Vec::new();
        for parameter in operation.parameters.iter().filter(|parameter| parameter.required) {
            let value = |samples: &mut Samples<'_, '_>| samples.parameter(parameter);
            arguments.push(self.argument(&parameter.name, value)?);
        }
        let mut setter = None;
        if let Some(file) = only_file(operation).filter(|file| !file.required) {
            let value = |samples: &mut Samples<'_, '_>| samples.parameter(file);
            setter = Some((file.name.as_str(), self.argument(&file.name, value)?));
        }
        if let Some(body) = operation.body.as_ref().filter(|body| body.content != BodyContent::Multipart) {
            let example = self.samples.example(body, documented_body(self.context, operation));
            let value = |samples: &mut Samples<'_, '_>| samples.body(body, example.as_ref());
            if body.required {
                arguments.push(self.argument("body", value)?);
            } else if example.is_some() {
                setter = Some(("body", self.argument("body", value)?));
            }
        }
        let service = (!is_named && !is_shadowed).then(|| Expression::text(format!(".{}()", service.method)));
        Ok(Call { operation, service, arguments, setter })
    }

    /// Makes a value, and a variable for it where it is too wide for a call or takes what can't be given twice.
    fn argument(
        &mut self,
        name: &str,
        value: impl FnOnce(&mut Samples<'c, 'a>) -> Result<Expression, EmitError>,
    ) -> Result<Argument, EmitError> {
        let given = self.samples.given().len();
        let value = value(&mut self.samples)?;
        let takes_given = self.samples.given().len() > given;
        if let Expression::Text(text) = &value {
            return Ok(Argument { is_moved: takes_given && !text.starts_with('&'), value });
        }
        if value.width() <= WIDEST_ARGUMENT && !takes_given {
            return Ok(Argument { value, is_moved: false });
        }
        let name = self.samples.variable(name);
        let (sign, value) = match value {
            Expression::Around { before, inner, .. } if before == "&" => ("&", *inner),
            value => ("", value),
        };
        self.statement(&value.within(&format!("let {name} = "), ";"));
        Ok(Argument { value: Expression::text(format!("{sign}{name}")), is_moved: sign.is_empty() })
    }

    /// Keeps a call in a variable.
    pub(in crate::emit) fn keep(&mut self, call: &Call<'_>, variable: &str) {
        self.statement(&call.expression("").within(&format!("let {variable} = "), ";"));
    }

    /// Keeps a made-up body of a response in a variable.
    pub(in crate::emit) fn make_up(&mut self, ty: &Type, variable: &str) -> Result<(), EmitError> {
        let value = self.samples.response(ty)?;
        self.statement(&value.within(&format!("let {variable} = "), ";"));
        Ok(())
    }

    /// Keeps a name from being a variable of the example.
    pub(in crate::emit) fn reserve(&mut self, variable: &str) {
        self.samples.variable(variable);
    }

    /// Sends a request, waits for its answer and prints it.
    pub(in crate::emit) fn send(&mut self, call: &Call<'_>) {
        let Some(name) = self.answer(&call.operation.outcome) else {
            return self.statement(&call.expression(".await?").within("", ";"));
        };
        let name = self.samples.variable(&name);
        self.statement(&call.expression(".await?").within(&format!("let {name} = "), ";"));
        let print = match &call.operation.outcome {
            Outcome::Single(ResponseBody::Bytes) => Some(format!("println!(\"{{}} bytes\", {name}.len());")),
            Outcome::Single(ResponseBody::Text) => Some(format!("println!(\"{{{name}}}\");")),
            Outcome::Single(ResponseBody::Json(ty)) => self.print(ty, &name),
            Outcome::Single(ResponseBody::Empty) => None,
            Outcome::PerStatus { .. } => Some(format!("println!(\"{{{name}:?}}\");")),
        };
        self.lines.extend(print);
    }

    /// A line that prints what tells a value from others; `None` if a type of the user's may have no way to print it.
    fn print(&self, ty: &Type, name: &str) -> Option<String> {
        let mut inner = ty;
        while let Type::Array(item) | Type::Map(item) | Type::Nullable(item) | Type::Boxed(item) = inner {
            inner = item;
        }
        if matches!(inner, Type::Custom(_) | Type::CustomNumber(_)) {
            return None;
        }
        let definition = ty.named().filter(|_| matches!(ty, Type::Named(_)));
        let definition = definition.and_then(|id| self.context.api.type_definition(id));
        let Some(TypeKind::Struct(structure)) = definition.map(|definition| &definition.kind) else {
            return Some(format!("println!(\"{{{name}:?}}\");"));
        };
        let field = ["id", "name"].iter().find_map(|name| {
            let is_it = |field: &&Field| field.name == **name && !field.deprecated && field.ty == Type::String;
            structure.fields.iter().find(is_it)
        });
        Some(match field {
            Some(field) if field.presence == Presence::Required => {
                format!("println!(\"{{}}\", {name}.{});", field.name)
            }
            Some(field) => format!("println!(\"{{:?}}\", {name}.{});", field.name),
            None => format!("println!(\"{{{name}:?}}\");"),
        })
    }

    /// The name of the result, if there is one.
    fn answer(&self, outcome: &Outcome) -> Option<String> {
        let name = match outcome {
            Outcome::Single(ResponseBody::Empty) => return None,
            Outcome::Single(ResponseBody::Json(Type::Array(_))) => "items",
            Outcome::Single(ResponseBody::Json(Type::Named(id))) => {
                let module = self.context.api.type_definition(*id).map(|definition| definition.module.as_str());
                module.filter(|module| module.len() <= LONGEST_NAME && *module == unraw(module)).unwrap_or("answer")
            }
            Outcome::Single(ResponseBody::Text) => "text",
            Outcome::Single(ResponseBody::Bytes) => "bytes",
            Outcome::Single(ResponseBody::Json(_)) | Outcome::PerStatus { .. } => "answer",
        };
        Some(name.to_owned())
    }

    /// Reads all items.
    pub(in crate::emit) fn stream(&mut self, call: &Call<'_>) -> Result<(), EmitError> {
        let item = call.operation.paging.as_ref().map(|paging| &paging.item);
        self.read(call, &method_name(call.operation, "stream")?, item);
        Ok(())
    }

    /// Reads the items of an answer as they come.
    fn events(&mut self, call: &Call<'_>) -> Result<(), EmitError> {
        let events = call.operation.events.as_ref();
        let item = events.filter(|events| events.framing != Framing::Events).map(|events| &events.item);
        self.read(call, &events_method(call.operation)?, item);
        Ok(())
    }

    /// Reads items of a type; of none, they are events.
    fn read(&mut self, call: &Call<'_>, method: &Ident, item: Option<&Type>) {
        let items = call.expression(&format!(".{method}()"));
        let name = self.samples.variable("items");
        self.statement(&items.within(&format!("let mut {name} = "), ";"));
        self.lines.push(format!("while let Some(item) = {name}.next().await? {{"));
        let print = item.map_or_else(|| Some("println!(\"{item:?}\");".to_owned()), |ty| self.print(ty, "item"));
        self.lines.push(format!("    {}", print.unwrap_or_else(|| "// ..".to_owned())));
        self.lines.push("}".to_owned());
    }

    /// Tells errors apart.
    pub(in crate::emit) fn failure(&mut self, call: &Call<'_>, error: &ErrorType) {
        self.bring(["Error"]);
        let mut head = call.expression(".await").within("match ", "").lines();
        match head.as_mut_slice() {
            [line] => *line += " {",
            _ => head.push("{".to_owned()),
        }
        self.lines.append(&mut head);
        let is_missing = |variant: &&ErrorVariant| variant.status == StatusPattern::Exact(404);
        let variant = error.variants.iter().find(is_missing).or_else(|| error.variants.first());
        let path = self.samples.error(&error.name);
        let variant = variant.map(|variant| {
            let text = variant.name.as_str();
            if variant.body == ResponseBody::Empty {
                format!("        {path}::{text} => println!(\"{text}\"),")
            } else {
                format!("        {path}::{text}(body) => println!(\"{text}: {{body:?}}\"),")
            }
        });
        let head =
            ["    Ok(response) => println!(\"{response:?}\"),", "    Err(Error::Api(error)) => match error.body() {"];
        self.lines.extend(head.map(str::to_owned));
        self.lines.extend(variant);
        let tail = [
            "        other => println!(\"{}: {other:?}\", error.status()),",
            "    },",
            "    Err(error) => println!(\"{error}\"),",
            "}",
        ];
        self.lines.extend(tail.map(str::to_owned));
    }

    /// The `use` lines and the statements; `None` if they take something as given.
    pub(in crate::emit) fn into_parts(self) -> Option<(Vec<String>, Vec<String>)> {
        self.samples.given().is_empty().then(|| (self.samples.uses(), self.lines))
    }

    /// The whole, with what a test needs to compile and a reader doesn't need to see.
    pub(in crate::emit) fn finish(self) -> Vec<String> {
        let client = self.has_client.then(|| format!("client: &{}::Client", self.context.crate_name));
        let given = self.samples.given().iter().map(|(name, ty)| format!("{name}: {ty}"));
        let arguments = client.into_iter().chain(given).collect::<Vec<_>>().join(", ");
        let mut lines = vec!["```no_run".to_owned()];
        lines.push(format!("# async fn example({arguments}) -> Result<(), Box<dyn std::error::Error>> {{"));
        let uses = self.samples.uses();
        if !uses.is_empty() {
            lines.extend(uses);
            lines.push(String::new());
        }
        lines.extend(self.lines);
        lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
        lines
    }
}

/// The only file among the parts of a body.
fn only_file(operation: &Operation) -> Option<&Parameter> {
    let is_file = |it: &&Parameter| matches!(it.location, Location::Part { .. }) && types::files(&it.ty).is_some();
    let mut files = operation.parameters.iter().filter(is_file);
    files.next().filter(|_| files.next().is_none())
}

/// The specification's example of an operation's body, if it has a correct one.
fn documented_body<'a>(context: &Context<'a>, operation: &Operation) -> Option<&'a Value> {
    let is_of_body = |place: &crate::api::ExamplePlace| {
        let found = context.api.operation(place.operation);
        place.status.is_none() && found.is_some_and(|(_, found)| std::ptr::eq(found, operation))
    };
    let Some(BodyContent::Json(ty)) = operation.body.as_ref().map(|body| &body.content) else { return None };
    let mut right = context.api.examples.iter().filter(|example| example.flaw.is_none() && example.ty == *ty);
    right.find(|example| example.places.iter().any(is_of_body)).map(|example| &example.value)
}
