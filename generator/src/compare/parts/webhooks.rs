//! Events that the server sends.

use crate::compare::change::Changes;
use crate::compare::matching::gone;
use crate::compare::{Breaks, ChangeKind, Comparison, Subject};

pub(crate) fn compare(comparison: &Comparison<'_>, changes: &mut Changes) {
    let (old, new) = (&comparison.old.webhooks, &comparison.new.webhooks);
    for (name, webhook) in old {
        let mut of = changes.of(Subject::Webhook(name.clone()));
        let Some(now) = new.get(name) else {
            of.add(ChangeKind::Removed, Breaks::BOTH, format!("is gone: `webhooks::Event::{}`", webhook.variant));
            continue;
        };
        if webhook.variant != now.variant || webhook.function != now.function {
            let reason = format!("is `webhooks::Event::{}`, no longer `{}`", now.variant, webhook.variant);
            of.changed(Breaks::RUST, reason);
        }
        let is_renamed = |name: &str| comparison.renames.types.get(name).copied() == now.ty.named();
        if webhook.ty != now.ty && !webhook.ty.named().is_some_and(is_renamed) {
            of.changed(Breaks::BOTH, format!("carries `{}`, no longer `{}`", now.ty, webhook.ty));
        }
    }
    for (name, webhook) in gone(new, old) {
        let reason = format!("is new: `webhooks::Event::{}`", webhook.variant);
        changes.of(Subject::Webhook(name.clone())).add(ChangeKind::Added, Breaks::NOTHING, reason);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics has failed")]
mod tests {
    use serde_json::{Value, json};

    use crate::compare::{Subject, compare};
    use crate::lock::Lock;
    use crate::read::{Document, Input};
    use crate::{Options, model};

    /// The lock of an API with these webhooks, that had the lock `before`.
    fn lock(webhooks: &Value, before: Option<&Lock>) -> Lock {
        let schemas = json!({
            "Disk": {"type": "object", "properties": {"id": {"type": "string"}}},
            "Full": {"type": "object", "properties": {"percent": {"type": "integer"}}}
        });
        let value = json!({
            "openapi": "3.1.0", "info": {"title": "Disks", "version": "1"}, "paths": {},
            "webhooks": webhooks, "components": {"schemas": schemas}
        });
        let documents = vec![Document { file: "api.json".to_owned(), value }];
        let options = Options { lock: before.cloned(), ..Options::default() };
        let lock = model(Input { documents, ..Input::default() }, &options).unwrap().lock;
        assert_eq!(Lock::parse(&lock.print("x"), "api.lock").unwrap().0, lock);
        lock
    }

    fn webhook(schema: &str) -> Value {
        let schema = json!({"$ref": format!("#/components/schemas/{schema}")});
        json!({"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}})
    }

    /// The lines of a lock about webhooks.
    fn facts(lock: &Lock) -> String {
        let text = lock.print("x");
        text.lines().filter(|line| line.contains("webhook")).map(|line| line.to_owned() + "\n").collect()
    }

    #[test]
    fn names_are_kept_and_changes_are_told() {
        let first = lock(&json!({"disk_full": webhook("Full"), "gone": webhook("Disk")}), None);
        insta::assert_snapshot!(facts(&first), @r"
        feature webhooks
        webhook disk_full = DiskFull disk_full Full
        webhook gone = Gone gone Disk
        ");
        // One of the same words comes first now, and another one is gone.
        let other = json!({"disk.full": webhook("Disk"), "disk_full": webhook("Disk")});
        let second = lock(&other, Some(&first));
        insta::assert_snapshot!(facts(&second), @r"
        feature webhooks
        gone webhook gone = Gone gone Disk
        webhook disk.full = DiskFullEvent disk_full_event Disk
        webhook disk_full = DiskFull disk_full Disk
        ");
        let report = compare(&first.surface, &second.surface);
        let told = report.changes.iter().filter(|it| matches!(it.subject, Subject::Webhook(_)));
        let lines = told.map(|it| format!("{}: {} {} ({})\n", it.subject, it.kind, it.reason, it.breaks));
        insta::assert_snapshot!(lines.collect::<String>(), @r"
        webhook `disk_full`: changed carries `Disk`, no longer `Full` (Rust and wire)
        webhook `gone`: removed is gone: `webhooks::Event::Gone` (Rust and wire)
        webhook `disk.full`: added is new: `webhooks::Event::DiskFullEvent` (nothing)
        ");
        // What comes back has its names again.
        let third = lock(&json!({"Gone": webhook("Full"), "gone": webhook("Disk")}), Some(&second));
        insta::assert_snapshot!(facts(&third), @r"
        feature webhooks
        gone webhook disk.full = DiskFullEvent disk_full_event Disk
        gone webhook disk_full = DiskFull disk_full Disk
        webhook Gone = GoneEvent gone_event Full
        webhook gone = Gone gone Disk
        ");
    }
}
