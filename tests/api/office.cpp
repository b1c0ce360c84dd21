#include "tests/api/office.hpp"

#include <array>

#include "shared/data/demo_codes.hpp"

namespace mingcha::test {

Uuid Office::id(std::uint8_t n) {
    Uuid out;
    out.bytes[0] = 0x01;
    out.bytes[6] = 0x70;
    out.bytes[15] = n;
    return out;
}

Office::Office() {
    auto const path = (directory.path() / "office.db").string();
    store = *SqliteCentralStore::open(path, identity, policy, random);
    store->set_projector(visit_projector(persons));
    store->set_listener([this](CommitNews const& news) { hub.publish(news); });
    accounts = *Accounts::open((directory.path() / "accounts.db").string(), clock, random);
    services = std::make_unique<ApiServices>(ApiServices{*store, *accounts, persons, hub, clock});
    add_api_routes(router, *services);

    auto const office = [&](Uuid const& which, char const* zh, char const* level, Uuid const& parent) {
        RecordName const name{{RootKind::office, which}, RecordType::office, which};
        put(name, "name_zh", zh), put(name, "name_en", ""), put(name, "level", level), put(name, "parent", parent);
    };
    office(city, "济南市督导室", "city", {}), office(lixia, "历下区督导室", "district", city),
        office(shizhong, "市中区督导室", "district", city);
    put({{RootKind::office, lixia}, RecordType::zone, zone}, "name_zh", "历下 1 区");
    auto const person = [&](Uuid const& which, Uuid const& of, char const* name, char const* role) {
        RecordName const record{{RootKind::office, of}, RecordType::person, which};
        put(record, "name", name), put(record, "role", role);
    };
    person(wang, lixia, "王建国", "inspector"), person(zhang, lixia, "张伟", "inspector"),
        person(liaison, lixia, "李敏", "liaison");
    person(chief, lixia, "张主任", "district"), person(other_chief, shizhong, "孙主任", "district"),
        person(city_chief, city, "赵处长", "city");
    auto const unit = [&](Uuid const& which, Uuid const& of, char const* zh, char const* initials) {
        RecordName const name{{RootKind::unit, which}, RecordType::unit, which};
        put(name, "name_zh", zh), put(name, "name_en", "School"), put(name, "office", of), put(name, "zone", zone),
            put(name, "kind", "junior");
        put(name, "liaison", liaison), put(name, "head", "周明"), put(name, "students", 1240),
            put(name, "initials", initials);
    };
    unit(school, lixia, "育英中学", "yyzx"), unit(other_school, shizhong, "市中学校", "szxx");
    RecordName const list{{RootKind::office, city}, RecordType::checklist, id(20)};
    std::string const content(data_file("campus-safety-special.json"));
    auto const parsed = *parse_checklist(content, "SAFE");
    put(list, "code", parsed.code), put(list, "version", parsed.version), put(list, "content", content);
    std::array<Accounts::Named, 4> const known{
        {{"zhang", chief}, {"sun", other_chief}, {"zhao", city_chief}, {"wang", wang}}};
    accounts->allow_demo_codes();  // cheap to hash and to compare: each test has an office of its own
    REQUIRE(accounts->set_password(known, demo_password));
}

void Office::put(RecordName const& name, char const* field, Value value, Uuid const& author, std::string const& key) {
    ServerWrite write{name, key, find_field(*find_type(name.type), field)->number, std::move(value), author, {}};
    auto const done = store->write(std::span(&write, 1), clock.now().time_ms);
    INFO(field << " " << (done ? "" : done.error().message));
    REQUIRE(done);
}

Uuid Office::plan(Uuid const& unit, char const* day, bool secret, char const* list_code) {
    auto const visit = new_id();
    auto const name = visit_name(visit);
    put(name, "unit", unit, chief);
    if (secret) put(name, "secret", true, chief);
    put(name, "kind", "special", chief), put(name, "planned", day, chief), put(name, "lead", wang, chief),
        put(name, "members", zhang, chief);
    auto const list = *built_in_checklist(list_code);
    put(name, "checklist", Value::Map{{"code", list.code}, {"version", list.version}}, chief);
    return visit;
}

void Office::answer(Uuid const& visit, std::string const& item, Value verdict, Uuid const& author) {
    put(answer_name(visit, item), "verdict", std::move(verdict), author, item);
}

std::unique_ptr<TestTablet> Office::tablet(std::uint64_t seed, Uuid const& who, char const* label) {
    auto out = std::make_unique<TestTablet>(seed, who);
    Identity own;
    own.device = Uuid::v7(2, out->random);
    own.key = SigningKey::generate(out->random);
    own.server_identity = identity.public_key();
    own.log_id = store->log_id();
    own.person = who;
    REQUIRE(out->replica->enrol(own));
    REQUIRE(store->add_device({own.device, who, 1, own.key.public_key(), label}));
    return out;
}

void Office::write(TestTablet& tablet, RecordName const& name, std::string const& key, char const* field, Value value) {
    Change const change{
        name, key, find_field(*find_type(name.type), field)->number, Change::Kind::write, std::move(value), {}, {}};
    REQUIRE(tablet.replica->write(std::span(&change, 1), tablet.person));
}

Office::Browser Office::sign_in(char const* name) {
    auto const answer =
        call(Method::post, "/api/v1/session", {}, Json{{"name", name}, {"password", demo_password}}.dump());
    REQUIRE(answer.status == 200);
    std::string const cookie(answer.headers.get("Set-Cookie"));
    return {cookie.substr(0, cookie.find(';')), body_of(answer)["csrf"]};
}

HttpResponse Office::call(Method method, std::string const& target, Browser const& browser, std::string body,
                          bool with_csrf) {
    HttpRequest request;
    request.method = method;
    REQUIRE(parse_target(target, request));
    if (!browser.cookie.empty()) request.headers.add("Cookie", browser.cookie);
    if (with_csrf && !browser.csrf.empty()) request.headers.add("X-CSRF-Token", browser.csrf);
    request.body = std::move(body);
    auto const match = router.match(method, request.segments);
    REQUIRE(match.route);
    request.params = match.params;
    return std::get<HttpHandler>(match.route->target)(request);
}

Json Office::get(std::string const& target, Browser const& browser, int status) {
    auto const answer = call(Method::get, target, browser);
    INFO(target << " " << std::get<std::string>(answer.body));
    REQUIRE(answer.status == status);
    return body_of(answer);
}

std::string Office::dump_projection() {
    std::string out;
    REQUIRE(store->read([&](sqlite::Database& db) {
        for (std::string const table : {"visit_row", "visit_member", "finding_row", "zone_row", "person_row",
                                        "put_off_row", "code_row", "receipt_time"}) {
            sqlite::Statement columns(
                db,
                "SELECT group_concat('quote(' || name || ')', '||'',''||') FROM pragma_table_info('" + table + "')");
            REQUIRE(columns.step());
            sqlite::Statement rows(db, "SELECT " + columns.text(0) + " FROM " + table + " ORDER BY 1");
            while (rows.step()) out += table + ": " + rows.text(0) + "\n";
        }
    }));
    return out;
}

namespace {
void add_photo(Office& office, Uuid const& visit, Uuid const& photo, Uuid const& subject, char const* role,
               std::uint8_t fill) {
    RecordName const name{{RootKind::visit, visit}, RecordType::photo, photo};
    Hash hash;
    hash.fill(fill);
    office.put(name, "subject", subject, office.wang), office.put(name, "role", role, office.wang),
        office.put(name, "sha256", hash, office.wang);
    office.put(name, "size", 301'221, office.wang), office.put(name, "mime", "image/jpeg", office.wang),
        office.put(name, "order", 1, office.wang);
    office.put(name, "taken", Value::Map{{"time", demo_today_ms}, {"lat", 36'668'100}}, office.wang);
}

void add_step(Office& office, Root const& root, Uuid const& by, char const* act, char const* result) {
    RecordName const name{root, RecordType::step, office.new_id()};
    office.put(name, "subject", root.id, by), office.put(name, "act", act, by), office.put(name, "by", by, by);
    auto const ruling = ruling_name(name);
    std::string const key = name.id.to_string();
    static std::int64_t order = 0;
    office.put(ruling, "step", name.id, {}, key), office.put(ruling, "result", result, {}, key),
        office.put(ruling, "effective", demo_today_ms, {}, key);
    office.put(ruling, "order", ++order, {}, key), office.put(ruling, "rules", "2026.1", {}, key),
        office.put(ruling, "epoch", 1, {}, key);
}
}  // namespace

Uuid full_visit(Office& office) {
    auto const visit = office.plan(office.school, "2026-06-12");
    auto const name = Office::visit_name(visit);
    Root const root{RootKind::visit, visit};
    office.put(name, "checkin",
               Value::Map{{"time", demo_today_ms}, {"distance", 86}, {"accuracy", 12}, {"plaque", true}}, office.wang);
    office.put(name, "number", "LX-0612-3", office.wang), office.put(name, "summary", "须立即清理", office.wang),
        office.put(name, "reason", "order", office.wang), office.put(name, "highlights", "值班到位", office.wang);
    add_step(office, root, office.wang, "VT05", "in_force");
    office.answer(visit, "S0.2", Value::Map{{"l", "y"}}, office.wang);
    office.answer(visit, "S0.3", Value::Map{{"l", "n"}}, office.wang);
    office.answer(visit, "S5.4", Value::Map{{"n", "other"}, {"nt", "学校未设消防控制室"}}, office.wang);

    auto const finding = office.new_id();
    RecordName const finding_name{{RootKind::finding, finding}, RecordType::finding, finding};
    office.put(finding_name, "visit", visit, office.wang), office.put(finding_name, "unit", office.school, office.wang),
        office.put(finding_name, "item", "S0.3", office.wang);
    office.put(finding_name, "title", "<script>alert(1)</script>", office.wang),
        office.put(finding_name, "class", "C", office.wang), office.put(finding_name, "days", 7, office.wang);
    RecordName const notice{{RootKind::finding, finding}, RecordType::notice, office.new_id()};
    office.put(notice, "number", "LX-2026-0311", office.wang), office.put(notice, "finding", finding, office.wang),
        office.put(notice, "days", 15, office.wang);
    add_photo(office, visit, office.new_id(), Office::answer_name(visit, "S0.3").id, "evidence", 0x11);
    add_photo(office, visit, office.new_id(), finding, "evidence", 0x33);

    Bytes const salt(32, 7);
    auto records = *office.store->records(root);
    auto const findings = *office.store->records(finding_name.root);
    records.insert(records.end(), findings.begin(), findings.end());
    auto const frozen = snapshot(records);
    auto const hash = feedback_hash(frozen, salt);
    RecordName const feedback{root, RecordType::feedback, office.new_id()};
    office.put(feedback, "round", 1, office.wang), office.put(feedback, "hash", hash, office.wang),
        office.put(feedback, "salt", salt, office.wang), office.put(feedback, "values", frozen, office.wang);
    add_step(office, root, office.wang, "VT09", "in_force");
    RecordName const confirmation{root, RecordType::confirmation, office.new_id()};
    office.put(confirmation, "feedback", hash, office.liaison),
        office.put(confirmation, "choice", "dissent", office.liaison);
    office.put(confirmation, "points",
               Value::List{Value::Map{
                   {"finding", finding}, {"choice", "dissent"}, {"reason", "days"}, {"text", "请改为 10 天"}}},
               office.liaison);
    office.put(confirmation, "signer", Value::Map{{"name", "李敏"}, {"role", "liaison"}}, office.liaison);
    add_photo(office, visit, office.new_id(), confirmation.id, "signature", 0x22);
    add_step(office, root, office.wang, "VT14", "not_allowed");

    // two inspectors answer one item apart, each on a tablet that had not seen the other's
    auto const a = office.tablet(21, office.wang, "平板 0017"), b = office.tablet(22, office.zhang, "平板 0021");
    REQUIRE((office.sync(*a) && office.sync(*b)));
    Office::write(*a, Office::answer_name(visit, "S5.1"), "S5.1", "verdict",
                  Value::Map{{"p", Decimal::parse("2.5")->to_string()}});
    Office::write(*b, Office::answer_name(visit, "S5.1"), "S5.1", "verdict", Value::Map{{"p", "4"}});
    REQUIRE((a->replica->seal() && b->replica->seal()));
    REQUIRE((office.sync(*a) && office.sync(*b)));
    return visit;
}

Uuid put_off_visit(Office& office) {
    constexpr std::int64_t hours_72 = 72 * 3'600'000;
    auto const visit = office.plan(office.school, "2026-06-12");
    Root const root{RootKind::visit, visit};
    Hash const hash{1};
    RecordName const feedback{root, RecordType::feedback, office.new_id()},
        later{root, RecordType::confirmation, office.new_id()};
    add_step(office, root, office.wang, "VT05", "in_force");
    office.answer(visit, "S0.2", Value::Map{{"l", "y"}}, office.wang);
    office.put(feedback, "round", 1, office.wang), office.put(feedback, "hash", hash, office.wang);
    add_step(office, root, office.wang, "VT09", "in_force");
    office.put(later, "feedback", hash, office.wang), office.put(later, "choice", "deferred", office.wang);
    office.put(later, "until", office.clock.now().time_ms + hours_72);
    return visit;
}

}  // namespace mingcha::test
