#include <algorithm>

#include "shared/replica/parts.hpp"
#include "shared/wire/limits.hpp"

// What the sync session asks of the store and tells it.

namespace mingcha {

Outcome<HelloFacts> Replica::hello_facts() {
    return sqlite::guarded("preparing a session", [&] {
        parts_->settle_doubt();
        auto& tables = parts_->tables;
        if (!parts_->identity) refuse("not_enrolled", "this tablet is not enrolled");
        HelloFacts out;
        out.server_identity = parts_->identity->server_identity;
        out.key = parts_->identity->key;
        auto& hello = out.hello;
        hello.device = parts_->identity->device;
        hello.device_epoch = parts_->identity->epoch;
        hello.sealed = static_cast<std::uint64_t>(tables.number("next_n"));
        if (hello.sealed > 0) hello.last_batch = hash_from(tables.blob("last_batch"));
        hello.cursor = parts_->cursor();
        for (auto const state : {RootState::coming, RootState::refresh})
            for (auto const& [root, seq] : tables.roots_in(state)) hello.roots.push_back({root, seq});
        hello.receipt = tables.blob("receipt");
        hello.device_ms = parts_->clock.now().time_ms;
        if (auto const waiting = parts_->unsaid_reenrol(); !waiting.empty()) {
            auto const frame = decode_frame(waiting);
            if (frame && std::holds_alternative<Reenrol>(*frame)) out.reenrol = std::get<Reenrol>(*frame);
        }
        return out;
    });
}

Outcome<std::vector<Push>> Replica::batches_from(BatchPosition from, std::size_t most) {
    return sqlite::guarded("reading the queue", [&] {
        auto& queue = parts_->batch_queue;
        sqlite::Use const use(queue);
        std::vector<Push> out;
        queue.with(from.device_epoch, from.n, static_cast<std::int64_t>(most));
        while (queue.step()) {
            auto frame = decode_frame(queue.blob(0));
            if (!frame || !std::holds_alternative<Push>(*frame))
                refuse("corrupt", "a sealed batch cannot be read back");
            auto push = std::get<Push>(*std::move(frame));
            push.old_receipt = queue.bytes(1);
            push.old_verdicts = queue.bytes(2);
            out.push_back(std::move(push));
        }
        return out;
    });
}

Outcome<Unit> Replica::on_welcome(Welcome const& welcome) {
    return durable(*parts_, "meeting the server", [&] {
        parts_->offer(welcome.held, welcome.restart);
        auto const own = std::ranges::find(welcome.held, parts_->identity->epoch, &EpochCount::device_epoch);
        parts_->tables.set_number("copied", own != welcome.held.end() && parts_->has_copy(*own) ? 1 : 0);
        if (welcome.restart) {
            // In the server's own epoch too, when it does not know our cursor: then no row here may pass for one of its own.
            if (parts_->cursor().epoch == welcome.server_epoch) parts_->tables.disown_base();
            parts_->set_cursor({welcome.server_epoch, 0, 0});
            parts_->tables.forget_coming_roots();
            parts_->tables.set_number("restart", 1);
            parts_->tables.set_number("live_at_end", 0);
        }
        return Unit{};
    });
}

Outcome<Unit> Replica::on_ack(Ack const& ack) {
    return durable(*parts_, "keeping a receipt", [&] {
        std::optional<Push> push;
        {
            sqlite::Use const use(parts_->batch_get);
            if (!parts_->batch_get.with(ack.device_epoch, ack.n).step())
                refuse("bad_ack", "an Ack for a batch that is not ours");
            if (parts_->batch_get.integer(3) != static_cast<std::int64_t>(BatchState::queued)) return Unit{};
            auto frame = decode_frame(parts_->batch_get.blob(0));
            if (!frame || !std::holds_alternative<Push>(*frame))
                refuse("corrupt", "a sealed batch cannot be read back");
            push = std::get<Push>(*std::move(frame));
        }
        parts_->accept(ack, push->batch);
        return Unit{};
    });
}

Outcome<PageAnswer> Replica::on_page(Page const& page) {
    return durable(*parts_, "applying a page", [&] {
        PageAnswer answer;
        if (page.server_epoch != parts_->cursor().epoch && parts_->cursor().epoch != 0)
            refuse("bad_page", "a page of another epoch of the server");
        if (parts_->tables.number("copied") !=
            0) {  // the epoch is closed first: the push that follows shows the server its two chains
            answer.deferred = true;
            return answer;
        }
        if (parts_->must_push_first(page)) {
            parts_->seal();
            answer.deferred = true;
            return answer;
        }
        parts_->apply_page(page);
        answer.applied.cursor = parts_->cursor();
        if (page.root) answer.applied.root = RootCursor{*page.root, page.full ? page.to : 0};
        auto& tables = parts_->tables;
        bool const whole = tables.roots_in(RootState::coming).empty() && tables.roots_in(RootState::refresh).empty();
        answer.at_end = whole && tables.number("live_at_end") != 0;
        parts_->lost_list.reset();
        answer.has_lost_acts = parts_->lost_list.step();
        parts_->lost_list.reset();
        return answer;
    });
}

Outcome<std::optional<Reenrol>> Replica::on_epoch_closed(EpochClosed const& closed) {
    return durable(*parts_, "taking a new epoch", [&]() -> std::optional<Reenrol> {
        if (closed.device_epoch == parts_->identity->epoch) return parts_->begin_epoch(closed);
        parts_->set_aside(closed);
        return std::nullopt;
    });
}

Outcome<Unit> Replica::on_reenrolled(Reenrolled const& answer) {
    return durable(*parts_, "opening a new epoch", [&] {
        if (!answer.code.empty()) refuse(answer.code.c_str(), "the server did not open the new epoch");
        parts_->tables.set_number("reenrols_said", parts_->tables.number("reenrols_said") + 1);
        return Unit{};
    });
}

Outcome<Unit> Replica::on_unknown_epoch() {
    return durable(*parts_, "saying again how this epoch began",
                   [&] { return parts_->tables.set_number("reenrols_said", 0), Unit{}; });
}

Outcome<LostActs> Replica::lost_acts() {
    return sqlite::guarded("reading lost acts", [&] {
        sqlite::Use const use(parts_->lost_list);
        LostActs out;
        std::size_t bytes = 0;
        while (bytes < limits::page_bytes_goal && parts_->lost_list.step()) {
            bytes += parts_->lost_list.blob(0).size();
            auto record = decode_record(parts_->lost_list.blob(0));
            if (!record) refuse("corrupt", "a lost act cannot be read back");
            out.records.push_back(*std::move(record));
        }
        return out;
    });
}

Outcome<Unit> Replica::on_cut() {
    return durable(*parts_, "making batches smaller",
                   [&] { return parts_->set_batch_bytes(parts_->batch_bytes() / 2), Unit{}; });
}

Outcome<Unit> Replica::on_lost_kept(LostKept const& kept) {
    return durable(*parts_, "handing in lost acts", [&] { return parts_->lost_drop.with(kept.count).run(), Unit{}; });
}

}  // namespace mingcha
