#include "client/viewmodels/store.hpp"

#include <QEventLoop>
#include <QTemporaryDir>
#include <catch2/catch.hpp>

#include "client/platform/device_clock.hpp"
#include "client/viewmodels/checkin_power.hpp"
#include "tests/client/one_visit.hpp"

using namespace mingcha;

namespace store_test {
namespace {
/// A store as the screens have it: on the visit, told of everything so far.
struct Screen {
    QTemporaryDir scratch;
    std::string directory;
    SystemRandom random;
    DeviceClock clock{random};
    Store store;

    Screen() : Screen(std::string()) {}
    /// Opens what was prepared there; by default a directory of its own.
    explicit Screen(std::string const& prepared)
        : directory(prepared.empty() ? (prepare(scratch.path().toStdString()), scratch.path().toStdString())
                                     : prepared),
          store(QString::fromStdString(directory), clock, random) {
        QEventLoop loop;
        QObject::connect(&store, &Store::opened, &loop, &QEventLoop::quit);
        store.open();
        loop.exec();
        REQUIRE(store.cache().find(visit_head));
    }
    void write(std::vector<Change> changes) {
        QEventLoop loop;
        QString error = QStringLiteral("no answer");
        store.write(std::move(changes), [&](WriteResult const& result) {
            error = result.error;
            loop.quit();
        });
        loop.exec();
        REQUIRE(error == QString());
    }
};
}  // namespace

TEST_CASE("whatever a screen writes covers what it showed and nothing that came since", "[store]") {
    Screen screen;
    auto const field = GENERATE("summary", "highlights", "number");
    screen.write({change(visit_head, field, "shown")});
    colleague_writes(screen.directory, change(visit_head, field, "a colleague's"));
    screen.write({change(visit_head, field, "mine")});
    CHECK(texts(screen.directory, visit_head, field) == std::set<std::string>{"mine", "a colleague's"});
    screen.write({change(visit_head, field, "settled")});  // by now the screen shows both
    CHECK(texts(screen.directory, visit_head, field) == std::set<std::string>{"settled"});
}

TEST_CASE("who withdraws a record has not withdrawn what came since", "[store]") {
    Screen screen;
    RecordName const photo{visit_root, RecordType::photo, Uuid::v7(8, screen.random)};
    screen.write({change(photo, "subject", visit_root.id), change(photo, "caption", "shown")});
    colleague_writes(screen.directory, change(photo, "caption", "a colleague's"));
    screen.write({withdrawal(photo, "removed")});
    auto const record = read(screen.directory, photo);
    REQUIRE((record && *record));
    CHECK_FALSE(is_withdrawn(**record));
    CHECK(texts(screen.directory, photo, "caption") == std::set<std::string>{"shown", "a colleague's"});
}

TEST_CASE("a check-in asks the card, the withdrawals and the lease that this tablet knows of", "[store][checkin]") {
    std::int64_t const day = 86'400'000;
    SystemRandom random;
    auto const [school, other] = std::pair(Uuid::v7(20, random), Uuid::v7(21, random));
    Root const office{RootKind::office, Uuid::v7(22, random)};
    RecordName const card{office, RecordType::appointment, Uuid::v7(23, random)};
    auto const asked = [&](Screen& screen, Uuid const& unit) {
        StepFacts facts;
        facts.author = Role::lead;
        fill_power(screen.store, unit, facts);
        return judge("VT05", State::planned, facts).code;
    };
    Screen first;
    std::int64_t const now = first.store.now_ms();
    CHECK(asked(first, school) == "in_force");  // an appointment that has not arrived stands in nobody's way
    auto const arrives = [&](std::int64_t to, std::uint64_t seq) {
        office_writes(first.directory,
                      {change(card, "person", first.store.person()), change(card, "from", now - 9 * day),
                       change(card, "to", to), change(card, "withdraws", school, Change::Kind::add)},
                      seq);
    };
    arrives(now + day, 1);
    {
        Screen screen(first.directory);
        CHECK(asked(screen, school) == "recused");
        CHECK(asked(screen, other) == "in_force");
        screen.store.set_note(QStringLiteral("lastContact"), static_cast<qint64>(now - 7 * day));
        CHECK(asked(screen, other) == "lease_over");
        screen.store.set_note(QStringLiteral("lastContact"), static_cast<qint64>(now - 6 * day));
        CHECK(asked(screen, other) == "in_force");
    }
    arrives(now - day, 2);
    Screen screen(first.directory);
    CHECK(asked(screen, other) == "card_invalid");
}

}  // namespace store_test
