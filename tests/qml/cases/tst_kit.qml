import QtQuick
import QtTest
import Mingcha.Kit
import Mingcha.Gallery
import Mingcha.Theme
import Mingcha.ViewModels
import "Walk.js" as Walk

TestCase {
    id: test

    height: 900
    name: "kit"
    visible: true
    when: windowShown
    width: 1280

    TestLanguage {
        id: language
    }
    Gallery {
        id: gallery
        width: 1280
    }
    Component {
        id: fieldOf
        InputField {
            property var told: []
            property var owners: []
            width: 300
            onTyped: (text, owner) => {
                told = told.concat([text]);
                owners = owners.concat([owner]);
            }
        }
    }
    Component {
        id: areaOf
        InputArea {
            property var told: []
            property var owners: []
            width: 300
            onTyped: (text, owner) => {
                told = told.concat([text]);
                owners = owners.concat([owner]);
            }
        }
    }
    Component {
        id: scoreOf
        ScoreControl {
            property var told: []
            naAllowed: true
            options: gallery.tri
            width: 600
            onChosen: value => told = told.concat([value])
            onNaChosen: told = told.concat(["na"])
        }
    }
    Component {
        id: padOf
        SignaturePad {
            property var strokes: []
            property var picture
            width: 400
            onFinished: (s, i) => {
                strokes = s;
                picture = i;
            }
            onCleared: strokes = []
        }
    }
    Component {
        id: sampleOf
        SampleControl {
            property var told: []
            total: 3
            width: 500
            onMarked: (index, good) => told = told.concat([index + (good ? "+" : "-")])
        }
    }
    Component {
        id: pinOf
        PinPad {
            property string told: ""
            cornerText: "忘记"
            idBase: "pin."
            onDigit: d => told += d
            onErased: told += "<"
            onCorner: told += "?"
        }
    }
    Component {
        id: codeOf
        CodeField {
            property string told: ""
            onDigit: d => told += d
            onErased: told += "<"
        }
    }
    Component {
        id: sheetOf
        Sheet {
            property int closes: 0
            height: 600
            width: 400
            anchors.fill: undefined
            onClosed: closes += 1
        }
    }
    Component {
        id: stepperOf
        Stepper {
            property var told: []
            value: "2"
            onStepped: by => told = told.concat([by])
            onKeypadAsked: told = told.concat(["keypad"])
        }
    }

    function init() {
        language.use("zh");
        Theme.fontScale = 1;
        Theme.glove = false;
        Theme.reduceMotion = true;
        Theme.width = 1280;
        Theme.height = 800;
    }

    function tap(item) {
        const touch = touchEvent(item);
        touch.press(0, item, item.width / 2, item.height / 2).commit();
        touch.release(0, item, item.width / 2, item.height / 2).commit();
    }

    function test_every_button_of_the_gallery_is_large_enough_and_named() {
        const small = [], silent = [];
        Walk.eachVisible(gallery, item => {
                if (!Walk.isButton(item))
                    return;
                if (item.width < 47.9 || item.height < 47.9)
                    small.push(item.objectName + " " + item.text + " " + item.width + "x" + item.height);
                if (!item.Accessible.name)
                    silent.push(item.objectName + " " + item);
            });
        compare(small, []);
        compare(silent, []);
    }

    function test_gloves_make_every_button_of_the_gallery_64_high() {
        Theme.glove = true;
        const small = [];
        Walk.eachVisible(gallery, item => {
                if (Walk.isButton(item) && item.height < 63.9)
                    small.push(item.objectName + " " + item.text + " " + item.height);
            });
        compare(small, []);
    }

    function test_a_score_is_set_and_never_toggled() {
        const control = createTemporaryObject(scoreOf, test, {
                "idBase": "s."
            });
        tap(Walk.find(control, "s.0"));
        control.value = "0";
        tap(Walk.find(control, "s.0"));
        compare(control.told, ["0", "0"]);
        verify(Walk.find(control, "s.0").chosen);
        compare(Walk.find(control, "s.0").Accessible.checked, true);
    }

    function test_not_applicable_is_told_apart() {
        const control = createTemporaryObject(scoreOf, test, {
                "idBase": "s."
            });
        tap(Walk.find(control, "s.na"));
        compare(control.told, ["na"]);
    }

    function test_a_read_only_score_cannot_be_changed() {
        const control = createTemporaryObject(scoreOf, test, {
                "idBase": "s.",
                "readOnly": true
            });
        tap(Walk.find(control, "s.2"));
        compare(control.told, []);
    }

    function test_a_narrow_score_goes_to_two_columns_before_a_word_is_cut() {
        const control = createTemporaryObject(scoreOf, test, {
                "idBase": "s.",
                "width": 320
            });
        compare(control.columns, 2);
        compare(Walk.find(control, "s.na").y, Walk.find(control, "s.0").y);
        verify(Walk.find(control, "s.0").y > 0);
    }

    function test_choosing_moves_no_button() {
        const control = createTemporaryObject(scoreOf, test, {
                "idBase": "s."
            });
        const before = ["2", "1", "0", "na"].map(v => Walk.find(control, "s." + v)).map(b => [b.x, b.width]);
        control.value = "1";
        compare(["2", "1", "0", "na"].map(v => Walk.find(control, "s." + v)).map(b => [b.x, b.width]), before);
    }

    function test_a_sample_has_two_targets_that_set() {
        const control = createTemporaryObject(sampleOf, test, {
                "idBase": "n."
            });
        tap(Walk.find(control, "n.2.good"));
        tap(Walk.find(control, "n.3.bad"));
        tap(Walk.find(control, "n.3.bad"));
        compare(control.told, ["1+", "2-", "2-"]);
    }

    function test_a_stepper_steps_and_asks_for_the_keypad() {
        const control = createTemporaryObject(stepperOf, test, {
                "idBase": "p."
            });
        tap(Walk.find(control, "p.plus"));
        tap(Walk.find(control, "p.minus"));
        tap(Walk.find(control, "p.figure"));
        compare(control.told, [1, -1, "keypad"]);
    }

    function test_text_is_told_after_half_a_second_of_rest() {
        const control = createTemporaryObject(fieldOf, test, {
                "idBase": "f"
            });
        control.field.forceActiveFocus();
        keyClick("a");
        keyClick("b");
        compare(control.told, []);
        tryCompare(control, "told", ["ab"]);
    }

    function test_a_press_selects_a_figure_so_that_typing_replaces_it() {
        const control = createTemporaryObject(fieldOf, test, {
                "idBase": "f",
                "inputHints": Qt.ImhFormattedNumbersOnly,
                "value": "0.6"
            });
        tap(control.field);
        tryCompare(control.field, "selectedText", "0.6");
        keyClick("3");
        compare(control.field.text, "3");
        tap(control.field); // within the field a press places the cursor
        compare(control.field.selectedText, "");
    }

    function test_a_press_in_words_selects_nothing() {
        const control = createTemporaryObject(fieldOf, test, {
                "value": "门卫室"
            });
        tap(control.field);
        keyClick("x");
        compare(control.field.text.length, 4);
    }

    function test_text_is_told_when_focus_leaves() {
        const control = createTemporaryObject(areaOf, test, {});
        control.field.forceActiveFocus();
        keyClick("x");
        test.forceActiveFocus();
        compare(control.told, ["x"]);
    }

    function test_a_text_goes_to_the_owner_for_which_it_was_typed() {
        for (const one of [fieldOf, areaOf]) {
            const control = createTemporaryObject(one, test, {
                    "owner": "a"
                });
            control.field.forceActiveFocus();
            keyClick("x");
            control.owner = "b";
            compare([control.told, control.owners], [["x"], ["a"]]);
            compare(control.field.text, ""); // though the value of neither is anything but empty
            keyClick("y");
            tryCompare(control, "told", ["x", "y"]);
            compare(control.owners, ["a", "b"]);
        }
    }

    function test_a_text_without_a_rest_is_told_all_the_same() {
        const control = createTemporaryObject(areaOf, test, {});
        control.field.forceActiveFocus();
        for (let i = 0; i < 400 && control.told.length === 0; ++i) {
            keyClick("x");
            wait(20); // a hand that never rests
        }
        verify(control.told.length > 0);
    }

    function test_what_does_not_fit_is_not_taken_and_said_data() {
        return [{
                "tag": "at the end",
                "before": "安全",
                "at": 2,
                "put": "通道",
                "after": "安全通",
                "cut": 1
            }, {
                "tag": "in the middle nothing that stood is lost",
                "before": "安全道",
                "at": 1,
                "put": "门",
                "after": "安全道",
                "cut": 1
            }, {
                "tag": "pairs are not halved",
                "before": "ab",
                "at": 2,
                "put": "𠮷𠮷",
                "after": "ab𠮷",
                "cut": 1
            }, {
                "tag": "as much as fits",
                "before": "",
                "at": 0,
                "put": "é安ab",
                "after": "é安ab",
                "cut": 0
            }];
    }

    function test_what_does_not_fit_is_not_taken_and_said(row) {
        for (const one of [fieldOf, areaOf]) {
            const control = createTemporaryObject(one, test, {
                    "bytesMax": 9,
                    "idBase": "f",
                    "value": row.before
                });
            const full = Walk.find(control, "f.full");
            control.field.forceActiveFocus();
            control.field.insert(row.at, row.put);
            compare(control.field.text, row.after);
            compare(full?.visible ?? false, row.cut > 0);
            control.field.clear();
            compare(Walk.find(control, "f.full")?.visible ?? false, false);
        }
    }

    function test_a_value_from_the_model_does_not_come_back_as_typing() {
        const control = createTemporaryObject(fieldOf, test, {});
        control.value = "from the model";
        compare(control.field.text, "from the model");
        control.commit();
        compare(control.told, []);
    }

    function test_a_signature_keeps_its_strokes_and_draws_them() {
        const pad = createTemporaryObject(padOf, test, {});
        verify(pad.blank);
        const touch = touchEvent(pad);
        touch.press(0, pad, 100, 100).commit();
        for (let x = 110; x <= 200; x += 10)
            touch.move(0, pad, x, 100 + x / 10).commit();
        touch.release(0, pad, 200, 120).commit();
        compare(pad.strokes.length, 1);
        // A busy machine delivers several moves as one, so only the ends are sure.
        const stroke = pad.strokes[0];
        verify(stroke.length >= 4);
        compare([stroke[0], stroke[stroke.length - 2]], [100, 200]);
        verify(!pad.blank);
        verify(pad.picture !== undefined);
        tap(Walk.find(pad, "confirm.signature.clear"));
        verify(pad.blank);
        compare(pad.strokes, []);
    }

    function test_the_pin_pad_passes_each_digit_on() {
        const pad = createTemporaryObject(pinOf, test, {});
        for (const key of ["1", "0", "erase", "corner"])
            tap(Walk.find(pad, "pin." + key));
        compare(pad.told, "10<?");
    }

    function test_the_code_field_takes_digits_and_nothing_else() {
        const code = createTemporaryObject(codeOf, test, {});
        code.forceActiveFocus();
        keyClick("4");
        keyClick("x");
        keyClick(Qt.Key_Backspace);
        compare(code.told, "4<");
    }

    function test_a_sheet_closes_by_escape() {
        const sheet = createTemporaryObject(sheetOf, test, {
                "open": true
            });
        sheet.forceActiveFocus();
        keyClick(Qt.Key_Escape);
        compare(sheet.closes, 1);
    }

    function test_every_tone_and_score_has_a_colour_of_its_own() {
        const tones = ["info", "success", "warning", "danger", "pending"].map(t => String(Theme.color.container(t)));
        compare(new Set(tones).size, 5);
        compare(new Set([1, 2, 3, 4, 5].map(n => String(Theme.color.score(n)))).size, 5);
        compare(String(Theme.color.onPrimary), "#ffffff");
        Theme.dark = true;
        compare(String(Theme.color.onPrimary), "#06223d");
        Theme.outdoor = true;
        compare(String(Theme.color.text), "#000000");
        Theme.dark = Theme.outdoor = false;
    }

    function test_the_language_changes_at_once_and_keeps_the_place() {
        const control = createTemporaryObject(scoreOf, test, {
                "idBase": "s.",
                "value": "1"
            });
        compare(Walk.find(control, "s.na").text, "不适用");
        language.use("en");
        compare(Walk.find(control, "s.na").text, "N/A");
        compare(control.value, "1");
    }
}
