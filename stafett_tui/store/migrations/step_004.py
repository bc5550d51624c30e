"""Whom lists leave out: owners, and who alone opens their plans (K-03); drafts belong to their author."""

from __future__ import annotations

from typing import Final

_NEWEST: Final = "seq = (SELECT max(seq) FROM entry o WHERE o.plan_id = e.plan_id AND o.kind = e.kind)"

STATEMENTS: Final = (
    """ALTER TABLE "plan" ADD COLUMN owner VARCHAR DEFAULT '' NOT NULL""",
    'CREATE INDEX plan_owner ON "plan" (owner)',
    """UPDATE "plan" SET owner = coalesce((
        SELECT json_extract(CAST(e.body AS TEXT), '$.owner.id') FROM entry e
        WHERE e.plan_id = "plan".plan_id AND e.kind = 'plan.opened' AND e.body IS NOT NULL LIMIT 1), '')""",
    """CREATE TABLE opener (
        opener_id VARCHAR NOT NULL, owner VARCHAR NOT NULL, person VARCHAR NOT NULL,
        PRIMARY KEY (opener_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX opener_owner ON opener (owner, person)",
    f"""INSERT INTO opener SELECT substr(e.plan_id, 8) || '/', substr(e.plan_id, 8), '' FROM entry e
        WHERE e.kind = 'person.protection' AND {_NEWEST}
        AND json_extract(CAST(e.body AS TEXT), '$.protection') = 'strictly_confidential'""",  # noqa: S608 - of this module
    f"""INSERT INTO opener SELECT p.owner || '/' || n.value, p.owner, n.value FROM opener p
        JOIN entry e ON e.plan_id = 'person:' || p.owner AND e.kind = 'person.openers' AND {_NEWEST}
        JOIN json_each(CAST(e.body AS TEXT), '$.persons') n
        WHERE p.person = ''""",  # noqa: S608 - of this module
    """UPDATE draft SET "key" = (SELECT value FROM setting WHERE name = 'person') || '/' || "key"
        WHERE EXISTS (SELECT 1 FROM setting WHERE name = 'person')""",
)
