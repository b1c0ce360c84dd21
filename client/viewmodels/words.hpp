#pragma once

#include <QString>
#include <QVariantMap>
#include <string_view>

#include "shared/rules/checklist.hpp"

namespace mingcha {

/// Small pieces of text and the values that pages show (qml/pages/VIEWMODELS.md). Times are China's (UTC+8, no summer time), whatever
/// the tablet's zone: a report names the school's time.

[[nodiscard]] QString clock_text(qint64 time_ms);        ///< 14:32:07
[[nodiscard]] QString minute_text(qint64 time_ms);       ///< 14:32
[[nodiscard]] QString day_text(qint64 time_ms);          ///< 6月12日, Jun 12
[[nodiscard]] QString day_weekday_text(qint64 time_ms);  ///< 6月12日 周五
[[nodiscard]] QString day_code(qint64 time_ms);          ///< 2026-06-12
[[nodiscard]] QString day_minute_text(qint64 time_ms);   ///< today 14:32, else 6月12日 14:32 (`now` = the present)
[[nodiscard]] QString day_minute_text(qint64 time_ms, qint64 now_ms);
[[nodiscard]] QString bytes_text(qint64 bytes);    ///< 8.7 MB
[[nodiscard]] QString saved_text(qint64 time_ms);  ///< 已存 14:32:07; empty for 0
/// Whole days between two moments' China days.
[[nodiscard]] int days_between(qint64 from_ms, qint64 to_ms);
/// Start of a China day given as YYYY-MM-DD; 0 for another text.
[[nodiscard]] qint64 day_start_ms(std::string_view day);

/// The language that is shown. Set by AppController before anything asks.
void set_words_language(QString const& code);
[[nodiscard]] bool in_english();
[[nodiscard]] QString pick(Words const& words);
[[nodiscard]] QString pick(std::string_view zh, std::string_view en);
/// The shown form of a count: qtTrId with %n.
[[nodiscard]] QString counted(char const* id, int n);

/// A code as part of an object name: M3.2 → M3_2.
[[nodiscard]] QString key_of(QString code);

[[nodiscard]] QVariantMap chip(QString const& tone, QString const& icon, QString const& word);
[[nodiscard]] QVariantMap notice(QString const& tone, QString const& icon, QString const& text,
                                 QString const& action = {}, QString const& act = {});
[[nodiscard]] QVariantMap option(QString const& value, QString const& word, bool chosen = false);

}  // namespace mingcha
