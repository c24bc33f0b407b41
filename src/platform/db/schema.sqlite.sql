-- Generated from the migrations by scripts/tables.ts; for reading only.

CREATE TABLE "archive_setting" (
  "name" text primary key,
  "value" text not null
);

CREATE TABLE "batch" (
  "id" integer primary key,
  "public_id" text not null unique,
  "started_at" text not null,
  "finished_at" text,
  "state" text not null,
  "roots" text not null,
  "options" text default '{}' not null,
  "counts" text default '{}' not null
);

CREATE INDEX "batch_by_state" on "batch" ("state", "id");

CREATE TABLE "canon" (
  "key" text primary key,
  "tag_id" integer references "tag" ("id"),
  "hash" text not null
);

CREATE INDEX "canon_by_tag" on "canon" ("tag_id");

CREATE TABLE "canon_point" (
  "id" integer primary key,
  "canon_key" text not null references "canon" ("key") on delete cascade,
  "key" text not null,
  "kind" text not null,
  "name" text not null,
  "season" integer,
  "episode" integer,
  "position" integer not null,
  constraint "canon_point_key" unique ("canon_key", "key")
);

CREATE INDEX "canon_point_by_position" on "canon_point" ("canon_key", "position");

CREATE INDEX "canon_point_by_season" on "canon_point" ("canon_key", "season", "position");

CREATE TABLE "challenge" (
  "id" integer primary key,
  "public_id" text not null unique,
  "title" text not null,
  "sort_title" text not null,
  "summary" text,
  "pen_name_id" integer references "pen_name" ("id") on delete set null,
  "challenger_name" text,
  "site_id" integer references "rescued_site" ("id") on delete set null
);

CREATE INDEX "challenge_by_pen_name" on "challenge" ("pen_name_id");

CREATE INDEX "challenge_by_site" on "challenge" ("site_id");

CREATE INDEX "challenge_by_sort_title" on "challenge" ("sort_title", "id");

CREATE TABLE "challenge_answer" (
  "challenge_id" integer not null references "challenge" ("id") on delete cascade,
  "position" integer not null,
  "work_id" integer references "work" ("id") on delete cascade,
  "series_id" integer references "series" ("id") on delete cascade,
  constraint "challenge_answer_key" primary key ("challenge_id", "position")
);

CREATE INDEX "challenge_answer_by_series" on "challenge_answer" ("series_id");

CREATE INDEX "challenge_answer_by_work" on "challenge_answer" ("work_id");

CREATE TABLE "change_log" (
  "seq" integer primary key autoincrement,
  "tx" integer default 0 not null,
  "at" text not null,
  "table_name" text not null,
  "row_id" integer not null,
  "change" text not null
);

CREATE INDEX "change_log_by_place" on "change_log" ("tx", "seq");

CREATE TABLE "chapter" (
  "id" integer primary key,
  "work_id" integer not null references "work" ("id") on delete cascade,
  "position" integer not null,
  "title" text,
  "number" integer,
  "posted_at" text,
  "current_version_id" integer,
  "is_hidden" boolean default false not null,
  "by_pen_name_id" integer references "pen_name" ("id") on delete set null,
  "notes_before" text,
  "notes_after" text,
  constraint "chapter_place" unique ("work_id", "position")
);

CREATE INDEX "chapter_by_pen_name" on "chapter" ("by_pen_name_id");

CREATE TABLE "chapter_version" (
  "id" integer primary key,
  "chapter_id" integer not null references "chapter" ("id") on delete cascade,
  "number" integer not null,
  "html" text not null,
  "format" integer not null,
  "sha256" text not null,
  "words" integer not null,
  "reason" text not null,
  "source_sha256" text references "source" ("sha256"),
  "created_at" text not null,
  "by" text,
  constraint "chapter_version_number" unique ("chapter_id", "number")
);

CREATE INDEX "chapter_version_by_source" on "chapter_version" ("source_sha256");

CREATE TABLE "creator" (
  "work_id" integer not null references "work" ("id") on delete cascade,
  "pen_name_id" integer not null references "pen_name" ("id"),
  "position" integer not null,
  "role" text default 'author' not null,
  "as_written" text,
  constraint "creator_key" primary key ("work_id", "pen_name_id", "role")
);

CREATE INDEX "creator_by_pen_name" on "creator" ("pen_name_id", "work_id");

CREATE TABLE "favourite" (
  "id" integer primary key,
  "pen_name_id" integer not null references "pen_name" ("id") on delete cascade,
  "work_id" integer references "work" ("id") on delete cascade,
  "series_id" integer references "series" ("id") on delete cascade,
  "person_id" integer references "pen_name" ("id") on delete cascade,
  "comment" text,
  "site_id" integer references "rescued_site" ("id") on delete set null
);

CREATE INDEX "favourite_by_pen_name" on "favourite" ("pen_name_id", "id");

CREATE INDEX "favourite_by_person" on "favourite" ("person_id");

CREATE INDEX "favourite_by_series" on "favourite" ("series_id");

CREATE INDEX "favourite_by_site" on "favourite" ("site_id");

CREATE INDEX "favourite_by_work" on "favourite" ("work_id");

CREATE TABLE "field" (
  "id" integer primary key,
  "work_id" integer not null references "work" ("id") on delete cascade,
  "sha256" text references "source" ("sha256"),
  "name" text not null,
  "kind" text,
  "value" text not null,
  "as_written" text not null,
  "label" text,
  "lines" text not null,
  "spans" text not null,
  "rule" text not null,
  "confidence" real not null,
  "is_chosen" boolean not null,
  "position" integer not null
);

CREATE INDEX "field_by_source" on "field" ("sha256");

CREATE INDEX "field_by_work" on "field" ("work_id", "name", "position");

CREATE TABLE "finding" (
  "id" integer primary key,
  "batch_id" integer not null references "batch" ("id") on delete cascade,
  "sha256" text references "source" ("sha256"),
  "path" text,
  "within" text default '[]' not null,
  "work_id" integer references "work" ("id") on delete cascade,
  "chapter_id" integer references "chapter" ("id") on delete set null,
  "kind" text not null,
  "code" text not null,
  "codes" text,
  "line" integer,
  "column" integer,
  "lines" text default '[]' not null,
  "before" text,
  "after" text,
  "field" text,
  "value" text,
  "why" text,
  "block_id" text,
  "confidence" real default 1 not null,
  "state" text default 'open' not null,
  "position" integer not null,
  "other_work_id" integer references "work" ("id") on delete cascade
);

CREATE INDEX "finding_by_batch" on "finding" ("batch_id", "kind", "id");

CREATE INDEX "finding_by_chapter" on "finding" ("chapter_id");

CREATE INDEX "finding_by_other_work" on "finding" ("other_work_id") where "other_work_id" is not null;

CREATE INDEX "finding_by_work" on "finding" ("work_id", "kind", "position");

CREATE INDEX "finding_decided" on "finding" ("sha256") where "state" != 'open';

CREATE INDEX "finding_of_field" on "finding" ("sha256") where "field" is not null;

CREATE INDEX "finding_of_source" on "finding" ("sha256", "kind") where "work_id" is null;

CREATE INDEX "finding_private" on "finding" ("sha256") where "kind" = 'private';

CREATE TABLE "legacy_id" (
  "site_id" integer not null references "rescued_site" ("id") on delete cascade,
  "table_name" text not null,
  "old_key" text not null,
  "kind" text not null,
  "target_id" integer,
  "row_sha256" text not null,
  "written" text,
  "extra" text,
  constraint "legacy_id_key" primary key ("site_id", "table_name", "old_key")
);

CREATE INDEX "legacy_id_by_target" on "legacy_id" ("kind", "target_id");

CREATE TABLE "listing" (
  "work_id" integer not null references "work" ("id") on delete cascade,
  "kind" text not null,
  "ref_id" integer not null,
  "updated_key" text not null,
  "posted_key" text not null,
  "sort_title" text not null,
  "words" integer not null,
  constraint "listing_key" primary key ("work_id", "kind", "ref_id")
);

CREATE INDEX "listing_by_posted_key" on "listing" ("kind", "ref_id", "posted_key", "work_id");

CREATE INDEX "listing_by_sort_title" on "listing" ("kind", "ref_id", "sort_title", "work_id");

CREATE INDEX "listing_by_updated_key" on "listing" ("kind", "ref_id", "updated_key", "work_id");

CREATE INDEX "listing_by_words" on "listing" ("kind", "ref_id", "words", "work_id");

CREATE TABLE "mail_post" (
  "sha256" text primary key references "source" ("sha256"),
  "kind" text not null,
  "message_id" text,
  "answers" text not null,
  "thread_key" text,
  "sender" text,
  "sent_at" text,
  "html" text,
  "state" text,
  "review_id" integer references "review" ("id") on delete set null
);

CREATE INDEX "mail_post_by_message" on "mail_post" ("message_id", "sha256");

CREATE INDEX "mail_post_by_review" on "mail_post" ("review_id");

CREATE INDEX "mail_post_by_state" on "mail_post" ("state", "sent_at", "sha256");

CREATE INDEX "mail_post_by_thread" on "mail_post" ("thread_key", "kind", "sha256");

CREATE TABLE "migration" (
  "name" text primary key,
  "checksum" text not null,
  "applied_at" text not null
);

CREATE TABLE "news" (
  "id" integer primary key,
  "public_id" text not null unique,
  "title" text not null,
  "html" text not null,
  "pen_name_id" integer references "pen_name" ("id") on delete set null,
  "author_name" text,
  "posted_at" text,
  "posted_key" text default '' not null,
  "site_id" integer references "rescued_site" ("id") on delete set null
);

CREATE INDEX "news_by_pen_name" on "news" ("pen_name_id");

CREATE INDEX "news_by_posted" on "news" ("posted_key", "id");

CREATE INDEX "news_by_site" on "news" ("site_id");

CREATE TABLE "opaque_record" (
  "site_id" integer not null references "rescued_site" ("id") on delete cascade,
  "table_name" text not null,
  "old_key" text not null,
  "reason" text not null,
  "content" text not null,
  "row_sha256" text not null,
  constraint "opaque_record_key" primary key ("site_id", "table_name", "old_key")
);

CREATE TABLE "pen_name" (
  "id" integer primary key,
  "public_id" text not null unique,
  "name" text not null,
  "sort_name" text not null,
  "folded" text not null,
  "is_claimable" boolean default true not null,
  "site_id" integer references "rescued_site" ("id") on delete set null,
  "profile" text,
  "joined_at" text
);

CREATE INDEX "pen_name_alike" on "pen_name" ((replace(replace(replace(replace(folded, ' ', ''), '_', ''), '-', ''), '.', '')));

CREATE INDEX "pen_name_by_folded" on "pen_name" ("folded", "id");

CREATE INDEX "pen_name_by_site" on "pen_name" ("site_id");

CREATE INDEX "pen_name_by_sort_name" on "pen_name" ("sort_name", "id");

CREATE TABLE "pen_name_claim" (
  "id" integer primary key,
  "pen_name_id" integer not null references "pen_name" ("id") on delete cascade,
  "site_id" integer not null references "rescued_site" ("id") on delete cascade,
  "way" text not null,
  "email_check" text,
  "password_check" text,
  "state" text default 'open' not null,
  constraint "pen_name_claim_way" unique ("pen_name_id", "way")
);

CREATE INDEX "pen_name_claim_by_email" on "pen_name_claim" ("email_check");

CREATE INDEX "pen_name_claim_by_site" on "pen_name_claim" ("site_id");

CREATE TABLE "profile_field" (
  "pen_name_id" integer not null references "pen_name" ("id") on delete cascade,
  "position" integer not null,
  "label" text not null,
  "value" text not null,
  "href" text,
  constraint "profile_field_key" primary key ("pen_name_id", "position")
);

CREATE TABLE "reading" (
  "sha256" text primary key references "source" ("sha256") on delete cascade,
  "intake_version" text not null,
  "canon_hash" text not null,
  "content" blob not null,
  "outline" text
);

CREATE TABLE "rescued_site" (
  "id" integer primary key,
  "public_id" text not null unique,
  "key" text not null unique,
  "software" text not null,
  "name" text not null,
  "slogan" text,
  "version" text,
  "table_prefix" text not null,
  "old_place" text,
  "old_url" text,
  "evidence" text default '[]' not null,
  "batch_id" integer references "batch" ("id"),
  "dump_sha256" text references "source" ("sha256"),
  "rescued_at" text not null,
  "dumped_at" text,
  "report" text default '{}' not null
);

CREATE INDEX "rescued_site_by_place" on "rescued_site" ("old_place");

CREATE TABLE "review" (
  "id" integer primary key,
  "public_id" text not null unique,
  "work_id" integer references "work" ("id") on delete cascade,
  "chapter_id" integer references "chapter" ("id") on delete set null,
  "series_id" integer references "series" ("id") on delete cascade,
  "news_id" integer references "news" ("id") on delete cascade,
  "parent_id" integer references "review" ("id") on delete cascade,
  "pen_name_id" integer references "pen_name" ("id") on delete set null,
  "guest_name" text,
  "html" text,
  "rating" integer,
  "rating_best" integer,
  "about" text,
  "posted_at" text,
  "posted_key" text default '' not null,
  "state" text default 'shown' not null,
  "site_id" integer references "rescued_site" ("id") on delete set null
);

CREATE INDEX "review_by_chapter" on "review" ("chapter_id", "posted_key", "id");

CREATE INDEX "review_by_news" on "review" ("news_id", "posted_key", "id");

CREATE INDEX "review_by_parent" on "review" ("parent_id", "id");

CREATE INDEX "review_by_pen_name" on "review" ("pen_name_id", "posted_key", "id");

CREATE INDEX "review_by_series" on "review" ("series_id", "posted_key", "id");

CREATE INDEX "review_by_site" on "review" ("site_id");

CREATE INDEX "review_by_work" on "review" ("work_id", "posted_key", "id");

CREATE TABLE "running" (
  "name" text primary key,
  "host" text not null,
  "pid" integer not null,
  "heartbeat_at" text not null,
  "token" text not null
);

CREATE VIEW "search_chapter" as 
    select chapter.id as chapter_id, chapter.work_id, chapter.position, chapter.title, chapter.is_hidden,
      chapter.notes_before, chapter.notes_after, chapter_version.id as version_id, chapter_version.html,
      chapter_version.words
    from chapter inner join chapter_version on chapter_version.id = chapter.current_version_id;

CREATE VIEW "search_tag" as select tag.id as tag_id, tag.kind, tag.name, tag.folded, tag.canonical_id from tag;

CREATE VIEW "search_tag_closure" as select tag.id as tag_id, coalesce(tag.canonical_id, tag.id) as found_under_id from tag
      union all select tag.id, tag_closure.meta_id from tag
      inner join tag_closure on tag_closure.tag_id = coalesce(tag.canonical_id, tag.id);

CREATE VIEW "search_work" as 
    select work.id as work_id, work.visibility, work.rating, work.status, work.language, work.words, work.hits,
      work.review_count, work.posted_key, work.updated_key, work.sort_title, work.is_round_robin, work.site_id
    from work where work.visibility <> 'withdrawn';

CREATE VIEW "search_work_chapter" as 
    select chapter.work_id, chapter.is_hidden, count(*) as chapters
    from chapter group by chapter.work_id, chapter.is_hidden;

CREATE VIEW "search_work_name" as 
    select work_tag.work_id, 'tag' as kind, work_tag.tag_id as ref_id, work_tag.as_written, tag.name,
      canonical.name as canonical_name
    from work_tag inner join tag on tag.id = work_tag.tag_id left join tag as canonical on canonical.id = tag.canonical_id
    union all
    select creator.work_id, 'pen_name', creator.pen_name_id, coalesce(creator.as_written, pen_name.name), pen_name.name,
      null
    from creator inner join pen_name on pen_name.id = creator.pen_name_id;

CREATE VIEW "search_work_narrator" as select distinct chapter.work_id, chapter.is_hidden, section.who
      from section inner join chapter on chapter.id = section.chapter_id where section.who is not null;

CREATE VIEW "search_work_pen_name" as 
    select creator.work_id, creator.pen_name_id, creator.role, creator.position, pen_name.sort_name
    from creator inner join pen_name on pen_name.id = creator.pen_name_id;

CREATE VIEW "search_work_person" as 
    select distinct chapter.work_id, chapter.is_hidden, section.person
    from section inner join chapter on chapter.id = section.chapter_id where section.person is not null;

CREATE VIEW "search_work_series" as 
    select series_entry.work_id, series_entry.series_id, series_entry.is_confirmed
    from series_entry where series_entry.work_id is not null;

CREATE VIEW "search_work_setting" as 
    select work_setting.id as setting_id, work_setting.work_id, work_setting.canon_key, work_setting.relation,
      first.position as from_position,
      case when last.kind = 'season' and last.season is not null then (
        select max(inside.position) from canon_point as inside
        where inside.canon_key = last.canon_key and inside.season = last.season
      ) else last.position end as to_position
    from work_setting
    left join canon_point as first on first.id = coalesce(work_setting.from_point, work_setting.to_point)
    left join canon_point as last on last.id = coalesce(work_setting.to_point, work_setting.from_point)
    where work_setting.canon_key is not null;

CREATE VIEW "search_work_tag" as select distinct work_tag.work_id, work_tag.tag_id from work_tag;

CREATE VIEW "search_work_words" as 
    select work.id as work_id, work.visibility, work.language, work.title, work.summary, work.notes_before,
      work.notes_after
    from work where work.visibility <> 'withdrawn';

CREATE TABLE "secret" (
  "name" text primary key,
  "value" text not null
);

CREATE TABLE "section" (
  "chapter_id" integer not null references "chapter" ("id") on delete cascade,
  "position" integer not null,
  "kind" text not null,
  "label" text,
  "who" text,
  "date" text,
  "to_whom" text,
  "from_whom" text,
  "person" text,
  "block_id" text,
  "start_line" integer,
  "end_line" integer,
  "rule" text not null,
  "confidence" real not null,
  constraint "section_key" primary key ("chapter_id", "position")
);

CREATE TABLE "series" (
  "id" integer primary key,
  "public_id" text not null unique,
  "title" text not null,
  "sort_title" text not null,
  "folded_title" text not null,
  "summary" text,
  "openness" text default 'closed' not null,
  "review_count" integer default 0 not null,
  "site_id" integer references "rescued_site" ("id") on delete set null
);

CREATE INDEX "series_by_folded_title" on "series" ("folded_title", "id");

CREATE INDEX "series_by_site" on "series" ("site_id");

CREATE INDEX "series_by_sort_title" on "series" ("sort_title", "id");

CREATE TABLE "series_creator" (
  "series_id" integer not null references "series" ("id") on delete cascade,
  "pen_name_id" integer not null references "pen_name" ("id"),
  "position" integer not null,
  constraint "series_creator_key" primary key ("series_id", "pen_name_id")
);

CREATE INDEX "series_creator_by_pen_name" on "series_creator" ("pen_name_id");

CREATE TABLE "series_entry" (
  "series_id" integer not null references "series" ("id") on delete cascade,
  "position" integer not null,
  "work_id" integer references "work" ("id") on delete cascade,
  "child_id" integer references "series" ("id") on delete cascade,
  "is_confirmed" boolean default true not null,
  constraint "series_entry_key" primary key ("series_id", "position")
);

CREATE INDEX "series_entry_by_child" on "series_entry" ("child_id", "series_id");

CREATE INDEX "series_entry_by_work" on "series_entry" ("work_id", "series_id");

CREATE TABLE "series_saying" (
  "work_id" integer not null references "work" ("id") on delete cascade,
  "series_id" integer not null references "series" ("id") on delete cascade,
  "name" text not null,
  "folded_name" text not null,
  "number" real,
  "position" integer not null,
  constraint "series_saying_key" primary key ("work_id", "series_id")
);

CREATE INDEX "series_saying_by_name" on "series_saying" ("folded_name", "series_id");

CREATE INDEX "series_saying_by_series" on "series_saying" ("series_id", "position");

CREATE INDEX "series_saying_to_place" on "series_saying" ("series_id") where "position" < 0;

CREATE TABLE "site_page" (
  "id" integer primary key,
  "public_id" text not null unique,
  "site_id" integer not null references "rescued_site" ("id") on delete cascade,
  "name" text not null,
  "title" text,
  "html" text not null,
  constraint "site_page_name" unique ("site_id", "name")
);

CREATE TABLE "site_term" (
  "id" integer primary key,
  "site_id" integer not null references "rescued_site" ("id") on delete cascade,
  "kind" text not null,
  "old_id" text not null,
  "name" text not null,
  "type_name" text,
  "description" text,
  "parent_id" integer references "site_term" ("id") on delete set null,
  "old_parent" text,
  "bits" integer,
  "position" integer default 0 not null,
  constraint "site_term_place" unique ("site_id", "kind", "old_id")
);

CREATE INDEX "site_term_by_parent" on "site_term" ("parent_id");

CREATE TABLE "source" (
  "sha256" text primary key,
  "size" integer not null,
  "media_type" text not null,
  "format" text not null,
  "first_seen" text not null,
  "container_sha256" text references "source" ("sha256"),
  "container_name" text,
  "container_method" text,
  "container_offset" integer,
  "container_size" integer
);

CREATE INDEX "source_by_container" on "source" ("container_sha256", "container_offset", "sha256");

CREATE TABLE "source_chunk" (
  "sha256" text not null,
  "position" integer not null,
  "size" integer not null,
  "data" blob not null,
  "data_sha256" text not null,
  constraint "source_chunk_key" primary key ("sha256", "position")
);

CREATE TABLE "source_convention" (
  "sha256" text primary key references "source" ("sha256"),
  "convention" text not null
);

CREATE TABLE "source_unfinished" (
  "sha256" text primary key,
  "started_at" text not null
);

CREATE TABLE "source_use" (
  "id" integer primary key,
  "sha256" text not null references "source" ("sha256"),
  "batch_id" integer not null references "batch" ("id") on delete cascade,
  "path" text not null,
  "within" text default '[]' not null,
  "position" integer default 0 not null,
  "role" text not null,
  "work_id" integer references "work" ("id") on delete set null,
  "chapter_id" integer references "chapter" ("id") on delete set null,
  constraint "source_use_place" unique ("sha256", "path", "within", "position")
);

CREATE INDEX "source_use_by_batch" on "source_use" ("batch_id", "role", "id");

CREATE INDEX "source_use_by_chapter" on "source_use" ("chapter_id");

CREATE INDEX "source_use_by_path" on "source_use" ("path", "within");

CREATE INDEX "source_use_by_work" on "source_use" ("work_id", "id");

CREATE TABLE "tag" (
  "id" integer primary key,
  "public_id" text not null unique,
  "kind" text not null,
  "name" text not null,
  "folded" text not null,
  "canonical_id" integer references "tag" ("id"),
  "standing" text,
  "is_from_rules" boolean default false not null,
  constraint "tag_name" unique ("kind", "folded")
);

CREATE INDEX "tag_by_canonical" on "tag" ("canonical_id", "folded");

CREATE INDEX "tag_by_folded" on "tag" ("folded", "id");

CREATE TABLE "tag_closure" (
  "tag_id" integer not null references "tag" ("id") on delete cascade,
  "meta_id" integer not null references "tag" ("id") on delete cascade,
  constraint "tag_closure_key" primary key ("tag_id", "meta_id")
);

CREATE INDEX "tag_closure_by_meta" on "tag_closure" ("meta_id", "tag_id");

CREATE TABLE "tag_link" (
  "relation" text not null,
  "tag_id" integer not null references "tag" ("id") on delete cascade,
  "other_id" integer not null references "tag" ("id") on delete cascade,
  constraint "tag_link_key" primary key ("tag_id", "relation", "other_id")
);

CREATE INDEX "tag_link_by_other" on "tag_link" ("other_id", "relation", "tag_id");

CREATE TABLE "tag_saying" (
  "id" integer primary key,
  "wrangling_id" integer not null references "wrangling" ("id") on delete cascade,
  "relation" text not null,
  "tag_id" integer not null references "tag" ("id"),
  "other_id" integer references "tag" ("id"),
  "holds" boolean default true not null,
  "why" text
);

CREATE INDEX "tag_saying_by_other" on "tag_saying" ("other_id", "relation");

CREATE INDEX "tag_saying_by_relation" on "tag_saying" ("relation", "id");

CREATE INDEX "tag_saying_by_tag" on "tag_saying" ("tag_id", "relation");

CREATE INDEX "tag_saying_by_wrangling" on "tag_saying" ("wrangling_id", "id");

CREATE TABLE "tag_to_list" (
  "tag_id" integer not null primary key references "tag" ("id") on delete cascade,
  "after_work_id" integer default 0 not null
);

CREATE TABLE "term_mapping" (
  "site_term_id" integer not null references "site_term" ("id") on delete cascade,
  "tag_kind" text not null,
  "tag_name" text not null,
  "said_by" text not null,
  "why" text,
  constraint "term_mapping_key" primary key ("site_term_id", "tag_kind", "tag_name")
);

CREATE TABLE "term_use" (
  "kind" text not null,
  "target_id" integer not null,
  "site_term_id" integer not null references "site_term" ("id") on delete cascade,
  "position" integer not null,
  constraint "term_use_key" primary key ("kind", "target_id", "site_term_id")
);

CREATE INDEX "term_use_by_term" on "term_use" ("site_term_id", "kind");

CREATE TABLE "work" (
  "id" integer primary key,
  "public_id" text not null unique,
  "title" text not null,
  "sort_title" text not null,
  "folded_title" text not null,
  "is_title_known" boolean default true not null,
  "summary" text,
  "notes_before" text,
  "notes_after" text,
  "disclaimer" text,
  "language" text,
  "rating" text default 'unrated' not null,
  "rating_as_given" text,
  "status" text,
  "part_number" integer,
  "part_to" integer,
  "part_total" integer,
  "expected_chapters" integer,
  "words" integer default 0 not null,
  "posted_at" text,
  "posted_key" text default '' not null,
  "updated_at" text,
  "updated_key" text default '' not null,
  "added_at" text not null,
  "changed_at" text not null,
  "visibility" text default 'public' not null,
  "made_from" text,
  "site_id" integer references "rescued_site" ("id") on delete set null,
  "rating_by_rule" text,
  "is_round_robin" boolean default false not null,
  "asks_age" boolean default false not null,
  "notice" text,
  "hits" integer,
  "review_count" integer default 0 not null
);

CREATE INDEX "work_by_added" on "work" ("added_at", "id");

CREATE INDEX "work_by_folded_title" on "work" ("folded_title", "id");

CREATE INDEX "work_by_language" on "work" ("language", "updated_key", "id");

CREATE INDEX "work_by_language_posted_key" on "work" ("language", "posted_key", "id");

CREATE INDEX "work_by_language_sort_title" on "work" ("language", "sort_title", "id");

CREATE INDEX "work_by_language_words" on "work" ("language", "words", "id");

CREATE INDEX "work_by_posted_key" on "work" ("posted_key", "id");

CREATE INDEX "work_by_rating" on "work" ("rating", "updated_key", "id");

CREATE INDEX "work_by_rating_posted_key" on "work" ("rating", "posted_key", "id");

CREATE INDEX "work_by_rating_sort_title" on "work" ("rating", "sort_title", "id");

CREATE INDEX "work_by_rating_words" on "work" ("rating", "words", "id");

CREATE INDEX "work_by_site" on "work" ("site_id", "updated_key", "id");

CREATE INDEX "work_by_site_posted_key" on "work" ("site_id", "posted_key", "id");

CREATE INDEX "work_by_site_sort_title" on "work" ("site_id", "sort_title", "id");

CREATE INDEX "work_by_site_words" on "work" ("site_id", "words", "id");

CREATE INDEX "work_by_sort_title" on "work" ("sort_title", "id");

CREATE INDEX "work_by_status" on "work" ("status", "updated_key", "id");

CREATE INDEX "work_by_status_posted_key" on "work" ("status", "posted_key", "id");

CREATE INDEX "work_by_status_sort_title" on "work" ("status", "sort_title", "id");

CREATE INDEX "work_by_status_words" on "work" ("status", "words", "id");

CREATE INDEX "work_by_updated_key" on "work" ("updated_key", "id");

CREATE INDEX "work_by_words" on "work" ("words", "id");

CREATE INDEX "work_seen_by_added" on "work" ("visibility", "added_at", "id");

CREATE INDEX "work_seen_by_posted_key" on "work" ("visibility", "posted_key", "id");

CREATE INDEX "work_seen_by_sort_title" on "work" ("visibility", "sort_title", "id");

CREATE INDEX "work_seen_by_updated_key" on "work" ("visibility", "updated_key", "id");

CREATE INDEX "work_seen_by_words" on "work" ("visibility", "words", "id");

CREATE TABLE "work_mark" (
  "mark" integer not null,
  "work_id" integer not null references "work" ("id") on delete cascade,
  constraint "work_mark_key" primary key ("mark", "work_id")
);

CREATE INDEX "work_mark_by_work" on "work_mark" ("work_id");

CREATE TABLE "work_setting" (
  "id" integer primary key,
  "work_id" integer not null references "work" ("id") on delete cascade,
  "canon_key" text references "canon" ("key"),
  "from_point" integer references "canon_point" ("id"),
  "to_point" integer references "canon_point" ("id"),
  "relation" text,
  "as_written" text not null,
  "rule" text not null,
  "confidence" real not null
);

CREATE INDEX "work_setting_by_canon" on "work_setting" ("canon_key", "work_id");

CREATE INDEX "work_setting_by_from" on "work_setting" ("from_point", "work_id");

CREATE INDEX "work_setting_by_to" on "work_setting" ("to_point", "work_id");

CREATE INDEX "work_setting_by_work" on "work_setting" ("work_id");

CREATE TABLE "work_tag" (
  "work_id" integer not null references "work" ("id") on delete cascade,
  "tag_id" integer not null references "tag" ("id"),
  "as_written" text not null,
  "position" integer not null,
  "said_by" text not null,
  constraint "work_tag_key" primary key ("work_id", "tag_id", "said_by")
);

CREATE INDEX "work_tag_by_tag" on "work_tag" ("tag_id", "work_id");

CREATE TABLE "wrangling" (
  "id" integer primary key autoincrement,
  "said_by" text not null,
  "name" text not null,
  "said_at" text not null,
  "undone_at" text,
  "content" text
);

CREATE INDEX "wrangling_by_name" on "wrangling" ("said_by", "name", "id");
