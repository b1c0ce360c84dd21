#include "tests/client/one_visit.hpp"

#include <QCoreApplication>
#include <catch2/catch.hpp>

#include "client/platform/device_clock.hpp"

namespace mingcha {

RecordName answer(char const* item) {
    return {visit_root, RecordType::answer, Uuid::derived(visit_root.id, item)};
}

void prepare(std::string const& directory) {
    static int count = 1;
    static char name[] = "test", *arguments[] = {name, nullptr};
    static QCoreApplication const for_timers(count, arguments);
    SystemRandom random;
    DeviceClock clock(random);
    auto const replica = *Replica::open(directory + "/replica.db", clock, random);
    Identity identity;
    identity.device = Uuid::v7(1, random);
    identity.key = SigningKey::generate(random);
    identity.person = Uuid::v7(2, random);
    REQUIRE(replica->enrol(identity));
    std::vector<Change> const changes{change(visit_head, "summary", "begun")};
    REQUIRE(replica->create_root(visit_root, changes, identity.person));
}

Outcome<std::optional<Record>> read(std::string const& directory, RecordName const& name) {
    SystemRandom random;
    DeviceClock clock(random);
    return (*Replica::open(directory + "/replica.db", clock, random))->find(name);
}

std::set<std::string> texts(std::string const& directory, RecordName const& name, std::string_view field) {
    auto const found = read(directory, name);
    REQUIRE((found && *found));
    std::set<std::string> out;
    for (auto const* one : (*found)->versions(field)) out.insert(Value::decode(view(one->value))->text());
    return out;
}

void colleague_writes(std::string const& directory, Change const& change) {
    office_writes(directory, {change}, 1);
}

void office_writes(std::string const& directory, std::vector<Change> const& changes, std::uint64_t seq) {
    SystemRandom random;
    DeviceClock clock(random);
    Record record{changes.front().name, changes.front().key, {}};
    std::uint64_t counter = 100 * (seq - 1);
    for (auto const& one : changes)
        record.at(one.field) = mingcha::write(
            {}, {},
            {{{77}, ++counter}, {clock.now(), 0}, Uuid::v7(5, random), std::string(as_text(one.value.encode()))});
    Page page;
    page.server_epoch = 1;
    page.to = seq;
    page.last = true;
    page.rows = {{seq, std::move(record)}};
    REQUIRE((*Replica::open(directory + "/replica.db", clock, random))->on_page(page));
}

}  // namespace mingcha
