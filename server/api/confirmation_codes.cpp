#include "server/api/confirmation_codes.hpp"

#include "server/store/tables.hpp"

namespace mingcha {

namespace {
bool is_open(Record const& confirmation) {
    auto const choice = confirmation.value("choice").text();
    bool const signs = choice == "confirm" || choice == "dissent";
    return signs && confirmation.value("code_result").text().empty();
}

std::vector<Record> confirmations_of(SqliteCentralStore& store, Uuid const& visit) {
    std::vector<Record> out;
    (void)store.read([&](sqlite::Database& db) {
        sqlite::Statement rows(db, "SELECT row FROM record WHERE root_id=?1 AND root_kind=?2 AND type=?3");
        rows.with(visit.view(), store::code(RootKind::visit), store::code(RecordType::confirmation));
        while (rows.step())
            if (auto record = decode_record(rows.blob(0))) out.push_back(*std::move(record));
    });
    return out;
}
}  // namespace

Outcome<std::string> code_result(Record const& confirmation, Uuid const& liaison, BoxKey const& box,
                                 Accounts& accounts) {
    auto const sealed = confirmation.value("code").bytes();
    if (sealed.empty()) return std::string("none");
    auto const opened = open_box(sealed, box.public_key, box.secret);
    auto const said = opened ? Value::decode(*opened) : Outcome<Value>(opened.error());
    if (!said || (*said)["hash"].bytes() != confirmation.value("feedback").bytes()) return std::string("wrong");
    // Only the liaison officer has a code of his own: a head who signs with a code signs, no more.
    if (liaison.is_nil() || confirmation.value("signer")["role"].text() == "head") return std::string("none");
    return accounts.check_confirmation_code(liaison, (*said)["code"].text());
}

ConfirmationCodes::ConfirmationCodes(Services services)
    : services_(services),
      subscription_(services.hub.subscribe_all([this](CommitNews const& news) {
          std::lock_guard const lock(guard_);
          for (auto const& root : news.roots)
              if (root.kind == RootKind::visit) visits_.insert(root.id);
          if (!visits_.empty()) wake_.notify_one();
      })),
      thread_([this] { loop(); }) {}

ConfirmationCodes::~ConfirmationCodes() {
    subscription_.reset();
    {
        std::lock_guard const lock(guard_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void ConfirmationCodes::loop() {
    if (auto const all = services_.store.records(RecordType::confirmation)) check(*all);
    std::unique_lock lock(guard_);
    for (;;) {
        wake_.wait(lock, [&] { return stopping_ || !visits_.empty(); });
        if (stopping_) return;
        auto const visits = std::exchange(visits_, {});
        lock.unlock();
        for (auto const& visit : visits) check(confirmations_of(services_.store, visit));
        lock.lock();
    }
}

void ConfirmationCodes::check(std::vector<Record> const& confirmations) {
    for (auto const& one : confirmations) {
        {
            std::lock_guard const lock(guard_);
            if (stopping_) return;
        }
        if (is_open(one)) check(one);
    }
}

void ConfirmationCodes::check(Record const& confirmation) {
    auto const& root = confirmation.name.root;
    auto const visit = services_.store.find({root, RecordType::visit, root.id});
    if (!visit || !*visit) return;  // looked at again when the visit itself comes
    auto const unit = services_.directory.unit((*visit)->value("unit").id());
    auto const result = code_result(confirmation, unit ? unit->liaison : Uuid{}, services_.box, services_.accounts);
    if (!result) return services_.log.write(LogLevel::error, "confirmation_unchecked", {{"code", result.error().code}});
    // Waits for the commit, so that the next look at this visit finds the result and costs the officer no second try.
    auto const written =
        services_.writer.call<Outcome<Unit>>([&](SqliteCentralStore& store, std::int64_t now_ms) -> Outcome<Unit> {
            auto const number = find_field(*find_type(RecordType::confirmation), "code_result")->number;
            ServerWrite const write{confirmation.name, confirmation.key, number, Value(*result), {}, {}, false};
            return store.write(std::span(&write, 1), now_ms);
        });
    if (!written)
        return services_.log.write(LogLevel::error, "confirmation_unchecked", {{"code", written.error().code}});
    services_.log.write(LogLevel::info, "confirmation_checked", {{"visit", root.id.to_string()}, {"result", *result}});
}

}  // namespace mingcha
