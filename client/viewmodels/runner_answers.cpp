#include "client/viewmodels/item_controls.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/runner_controller.hpp"
#include "client/viewmodels/undo_controller.hpp"
#include "client/viewmodels/words.hpp"

// What a touch of an item's control makes of its verdict, one after the other.

namespace mingcha {

namespace {
constexpr int undo_word_max = 16;  // characters of a text that fit beside 撤销; the history has the whole
}

void RunnerController::edit(QString const& code, Edit change, QString const& typed, QString const& field) {
    auto const here = place(code);
    if (!here.item || readOnly()) return;
    bool const asked = std::exchange(na_asking_, QString()) == code;
    set_current(code);
    if (asked) refresh();
    // Until the disk has the last one, the screen shows what was before it: the next is made of what the store then holds.
    if (auto const writing = writing_.find(code); writing != writing_.end())
        return writing->second.push_back({std::move(change), typed, field});
    (void)write(code, {std::move(change), typed, field});
}

void RunnerController::written(Uuid const& visit, QString const& code) {
    auto const writing = writing_.find(code);
    if (visit != context_.visit.id() || writing == writing_.end()) return;
    while (!writing->second.empty()) {
        auto const next = std::move(writing->second.front());
        writing->second.pop_front();
        if (write(code, next)) return;
    }
    writing_.erase(writing);
}

bool RunnerController::write(QString const& code, Touch const& touch) {
    auto const here = place(code);
    if (!here.item || readOnly()) return false;
    // Two people answered: the lead settles it on its own page, no tap may cover both unseen (CF01).
    auto const* answer = context_.visit.file().answer(here.item->code);
    if (answer && answer->versions("verdict").size() > 1) {
        context_.navigator.open(QStringLiteral("conflict"));
        return false;
    }
    auto const before = context_.visit.verdict(here.item->code);
    auto const edited = touch.change(VerdictEdit(*here.item, before));
    auto const after = edited ? filled_in(*here.item, *edited, context_.visit.school()) : before;
    bool const fits = edited && (after == before || check_verdict(*context_.visit.list(), *here.item, after));
    if (!touch.typed.isEmpty() || refused_.contains(code))
        tell_refused(*here.item, touch.field, fits ? QString() : touch.typed);
    if (!fits || after == before) return false;

    auto const& list = *context_.visit.list();
    auto const parts = [&](Verdict const& verdict) {
        auto const said = verdict_parts(list, *here.item, verdict, context_.visit.school());
        return said.isEmpty() ? QStringList(qtTrId("runner.open")) : said;
    };
    auto const line_of = [&](Verdict const& verdict) { return parts(verdict).join(QStringLiteral(" · ")); };
    auto const what = number_of(here.item->code) + QLatin1Char(' ') + parts(after).first().left(undo_word_max);
    auto const line = line_of(before) + QStringLiteral(" → ") + line_of(after);
    auto const act = context_.visit.answer_change(here.item->code, "verdict", to_value(after));
    auto back = act;
    back.value = to_value(before);
    writing_.try_emplace(code);
    write_undoable(context_, {act}, what,
                   [this, visit = context_.visit.id(), code, back = std::move(back), line](WriteResult const& result) {
                       if (result.ok())
                           panel_.note_change(back, minute_text(result.saved_ms) + QLatin1Char(' ') + line);
                       written(visit, code);
                   });
    return true;
}

/// What was typed and does not fit is not stored: that is said where it was typed, and stays until something else is. Empty = it fits.
void RunnerController::tell_refused(Item const& item, QString const& field, QString const& typed) {
    auto const code = qt(item.code);
    bool const stood = refused_.remove(code) > 0;
    if (typed.isEmpty()) return stood ? refresh() : void();
    auto const words = qtTrId(item.scoring == Scoring::time      ? "runner.refused.time"
                              : item.scoring == Scoring::percent ? "runner.refused.percent"
                                                                 : "runner.refused.number")
                           .arg(typed);
    if (shape_of(item) != QStringLiteral("measure") && !item_control::has_sizes(item))
        return context_.undo.tell(words, QStringLiteral("warning"));
    refused_.insert(code, {field, words});
    refresh();
}

void RunnerController::choose(QString const& code, QString const& column, QString const& value) {
    edit(code, [column = plain(column), value = plain(value)](VerdictEdit const& edit) {
        return edit.choose(column, value);
    });
    if (column.isEmpty() || column == QStringLiteral("term_end")) advance(code);
}

void RunnerController::chooseNth(int n) {
    auto const here = place(current_);
    if (!here.item || n < 1 || n > static_cast<int>(here.item->levels.size())) return;
    choose(current_, {}, qt(here.item->levels[static_cast<std::size_t>(n - 1)].code));
}

void RunnerController::clear(QString const& code) {
    edit(code, [](VerdictEdit const& edit) { return edit.clear(); });
}

void RunnerController::setNa(QString const& code, QString const& reason) {
    auto const here = place(code);
    if (!here.item || readOnly()) return;
    if (!reason.isEmpty()) {
        edit(code, [reason = plain(reason)](VerdictEdit const& edit) { return edit.not_applicable(reason); });
        return advance(code);
    }
    if (!here.item->na_allowed || context_.visit.verdict(here.item->code).is_na()) return;
    set_current(code);
    na_asking_ = code;
    refresh();
}

void RunnerController::setCoefficient(QString const& code, QString const&, QString const& value) {
    edit(
        code, [text = plain(value)](VerdictEdit const& edit) { return edit.share(text); }, value);
}
void RunnerController::setPoints(QString const& code, QString const& value) {
    edit(
        code, [text = plain(value)](VerdictEdit const& edit) { return edit.points(text); }, value);
}
void RunnerController::setFull(QString const& code) {
    edit(code, [](VerdictEdit const& edit) { return edit.full_mark(); });
}
void RunnerController::setFault(QString const& code, QString const& fault, QString const& amount) {
    edit(
        code, [fault = plain(fault), text = plain(amount)](VerdictEdit const& edit) { return edit.fault(fault, text); },
        amount);
}
void RunnerController::stepFault(QString const& code, QString const& fault, int by) {
    edit(code, [fault = plain(fault), by](VerdictEdit const& edit) { return edit.step_fault(fault, by); });
}
void RunnerController::setMeasure(QString const& code, QString const& field, QString const& value) {
    edit(
        code,
        [field = plain(field), text = plain(value.trimmed())](VerdictEdit const& edit) {
            return edit.measured(field, text);
        },
        value.trimmed(), field);
}
void RunnerController::setLevelByHand(QString const& code, QString const& value, QString const& reason) {
    edit(code, [level = plain(value), reason = plain(reason)](VerdictEdit const& edit) {
        return edit.by_hand(level, reason);
    });
}
void RunnerController::setSample(QString const& code, int index, bool good) {
    edit(code, [index, good](VerdictEdit const& edit) { return edit.sample(index, good); });
}

void RunnerController::setText(QString const& code, QString const& field, QString const& text) {
    auto const here = place(code);
    if (!here.item || readOnly()) return;
    if (field == QStringLiteral("text"))
        return edit(code, [text = plain(text)](VerdictEdit const& edit) { return edit.note(text); });
    auto const with = [&](std::string Verdict::*part) {
        edit(code, [part, text = plain(text)](VerdictEdit const& edit) {
            auto out = edit.verdict();
            out.*part = text;
            return out;
        });
    };
    if (field == QStringLiteral("na_text")) return with(&Verdict::na_text);
    if (field == QStringLiteral("override")) return with(&Verdict::override_reason);
    static QStringList const narrative{QStringLiteral("practice"), QStringLiteral("gap"), QStringLiteral("comment")};
    if (!narrative.contains(field)) return;
    typing_.type(context_.visit.answer_name(here.item->code), here.item->code, plain(field), text,
                 number_of(here.item->code) + QLatin1Char(' ') + qtTrId("panel.comment"));
}

}  // namespace mingcha
