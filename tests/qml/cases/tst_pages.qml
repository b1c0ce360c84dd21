import QtQuick
import QtTest
import Mingcha.Pages
import Mingcha.Theme
import Mingcha.ViewModels
import "Walk.js" as Walk

TestCase {
    id: test

    height: 1300
    name: "pages"
    visible: true
    when: windowShown
    width: 1300

    readonly property var routes: ["enrol", "pin", "unlock", "locked", "today", "schools", "rectification", "sync", "me", "checkin", "runner", "photo", "files", "findings", "wrapup", "confirm", "receipt", "conflict"]

    TestLanguage {
        id: language
    }
    Component {
        id: appOf
        AppController {
        }
    }
    Component {
        id: shellOf
        Shell {
        }
    }

    function cleanup() {
        Theme.fontScale = 1;
        Theme.width = 1280;
        Theme.height = 800;
        Theme.glove = Theme.leftHand = false;
    }

    function open(route, width, height) {
        Theme.reduceMotion = true;
        Theme.width = width;
        Theme.height = height;
        const app = createTemporaryObject(appOf, test, {
                "route": route === "files" ? "photo" : route
            });
        app.files.open = route === "files";
        const shell = createTemporaryObject(shellOf, test, {
                "app": app,
                "width": width,
                "height": height
            });
        waitForRendering(shell);
        return shell;
    }
    function tap(item) {
        const touch = touchEvent(item);
        touch.press(0, item, item.width / 2, item.height / 2).commit();
        touch.release(0, item, item.width / 2, item.height / 2).commit();
    }

    function test_all_targets_are_large_named_and_inside_the_window_data() {
        const rows = [];
        for (const route of routes)
            for (const [width, height] of [[360, 640], [600, 960], [960, 600], [1280, 800]])
                for (const code of ["zh", "en"])
                    for (const scale of [1, 1.5, 2])
                        rows.push({
                                "tag": [route, width, code, scale].join(" "),
                                "route": route,
                                "width": width,
                                "height": height,
                                "code": code,
                                "scale": scale
                            });
        return rows;
    }
    function test_all_targets_are_large_named_and_inside_the_window(row) {
        language.use(row.code);
        Theme.fontScale = row.scale;
        const shell = open(row.route, row.width, row.height);
        const faults = [];
        Walk.eachVisible(shell, item => {
                if (Walk.isText(item) && item.elide === Text.ElideNone && item.width > 0 && item.contentWidth > item.width + 1.5)
                    faults.push("clipped: " + item.text);
                if (!Walk.isButton(item) || item.width === 0 || item.height === 0)
                    return;
                const name = item.objectName || item.text;
                if (item.width < 47.5 || item.height < 47.5)
                    faults.push(name + " is " + item.width + "x" + item.height);
                if (!item.Accessible.name)
                    faults.push(name + " has no name");
                const at = item.mapToItem(shell, 0, 0).x;
                if (!Walk.inStrip(item) && (at < -0.5 || at + item.width > row.width + 0.5))
                    faults.push(name + " lies at " + at + ".." + (at + item.width));
            });
        compare(faults, []);
    }

    function test_a_tap_on_a_score_reaches_the_model_of_that_item() {
        const shell = open("runner", 1280, 800);
        tap(Walk.find(shell, "runner.item.M3_1.score.0"));
        const runner = shell.app.runner;
        compare(runner.calls.filter(c => c.startsWith("choose")), ["choose M3.1  0"]);
        verify(Walk.find(shell, "runner.item.M3_1.score.0").chosen);
    }

    function test_a_picture_file_is_chosen_by_its_tile() {
        const shell = open("files", 390, 844);
        tap(Walk.find(shell, "files.item.2026"));
        compare(shell.app.files.picked, "/pictures/2026");
        tap(Walk.find(shell, "files.item.hall.svg"));
        compare(shell.app.files.picked, "/pictures/hall.svg");
        tap(Walk.find(shell, "files.close"));
        verify(!shell.app.files.open);
    }

    function test_scoring_does_not_move_the_list() {
        const shell = open("runner", 1280, 800);
        const list = Walk.find(shell, "runner.list");
        list.contentY = 100;
        tap(Walk.find(shell, "runner.item.M3_2.score.2"));
        compare(list.contentY, 100);
    }

    function test_not_applicable_asks_for_a_reason_by_one_more_tap() {
        const shell = open("runner", 1280, 800);
        tap(Walk.find(shell, "runner.item.M3_1.score.na"));
        const reason = Walk.find(shell, "runner.item.M3_1.na.season");
        verify(reason.visible);
        tap(reason);
        compare(shell.app.runner.calls.filter(c => c.startsWith("na")), ["na M3.1 ", "na M3.1 season"]);
    }

    function test_a_sample_is_marked_in_its_row() {
        const shell = open("runner", 1280, 800);
        tap(Walk.find(shell, "runner.item.M3_3.sample.4.bad"));
        compare(shell.app.runner.items.value(2, "sample").marks, [1, 1, 2, 2, 0]);
    }

    function test_two_columns_and_deductions_and_points_stand_in_the_list() {
        const shell = open("runner", 1280, 800);
        const list = Walk.find(shell, "runner.list");
        list.positionViewAtIndex(6, ListView.Beginning);
        tryVerify(() => Walk.find(shell, "runner.item.M3_7.term_end.score.B") !== null);
        tap(Walk.find(shell, "runner.item.M3_7.term_end.score.B"));
        compare(shell.app.runner.calls.filter(c => c.startsWith("choose")), ["choose M3.7 term_end B"]);
        list.positionViewAtIndex(5, ListView.Beginning);
        tap(Walk.find(shell, "runner.item.M3_6.fault.f1.plus"));
        compare(shell.app.runner.calls.filter(c => c.startsWith("step")), ["step M3.6 f1 1"]);
    }

    function test_a_comment_is_stored_when_focus_leaves() {
        const shell = open("runner", 1280, 800);
        const field = Walk.find(shell, "runner.panel.comment");
        field.forceActiveFocus();
        field.cursorPosition = field.length;
        keyClick("!");
        test.forceActiveFocus();
        verify(shell.app.runner.panel.calls.some(c => c.startsWith("comment ") && c.endsWith("!")));
    }

    function test_a_letter_typed_in_a_field_is_not_a_shortcut() {
        const shell = open("runner", 1280, 800);
        Walk.find(shell, "runner.panel.comment").forceActiveFocus();
        keyClick("1");
        compare(shell.app.runner.calls.filter(c => c.startsWith("chooseNth")), []);
    }

    function test_focus_mode_shows_the_current_item_and_goes_on() {
        const shell = open("runner", 390, 844);
        shell.app.runner.focusMode = true;
        tryVerify(() => Walk.find(shell, "focus.next") !== null);
        const first = shell.app.runner.current;
        tap(Walk.find(shell, "focus.next"));
        verify(shell.app.runner.current !== first);
    }

    function test_the_sheet_of_an_item_keeps_the_item_in_view() {
        const shell = open("runner", 800, 1280);
        shell.app.runner.panelOpen = true;
        shell.app.runner.scrollToCurrent();
        const item = Walk.find(shell, "runner.item.M3_2");
        const close = Walk.find(shell, "runner.panel.close");
        tryVerify(() => item.mapToItem(shell, 0, item.height).y <= close.mapToItem(shell, 0, 0).y);
    }

    function test_the_places_open_by_rail_and_by_tabs() {
        for (const width of [1280, 390]) {
            const shell = open("today", width, 800);
            let entry = null;
            Walk.eachVisible(shell, item => {
                    if (item.objectName === "shell.place.sync")
                        entry = item;
                });
            tap(entry);
            compare(shell.app.route, "sync");
        }
    }

    function test_nothing_leads_out_of_the_confirmation_but_the_pin() {
        const shell = open("confirm", 1280, 800);
        const ways = [];
        Walk.eachVisible(shell, item => {
                if (Walk.isButton(item) && item.objectName.startsWith("shell."))
                    ways.push(item.objectName);
            });
        compare(ways, []);
        tap(Walk.find(shell, "confirm.return"));
        compare(shell.app.confirm.pinAsk, true);
        compare(shell.app.route, "confirm");
    }

    function test_signed_nothing_is_offered_but_the_way_back_by_pin() {
        const shell = open("confirm", 800, 1280);
        shell.app.confirm.stage = "signed";
        const button = Walk.find(shell, "confirm.hand_back");
        tryVerify(() => button.visible && button.width > 0);
        const offered = [];
        Walk.eachVisible(shell, item => {
                if (Walk.isButton(item) && item.objectName !== "")
                    offered.push(item.objectName);
            });
        compare(offered.filter(name => /submit|later|finish|return|defer|shell/.test(name)), []);
        tap(button);
        compare(shell.app.confirm.pinAsk, true);
        shell.app.confirm.stage = "submit";
        shell.app.confirm.pinAsk = false;
        tryVerify(() => Walk.find(shell, "confirm.later").visible);
    }

    function test_submitting_takes_a_hold_or_two_taps() {
        const shell = open("confirm", 1280, 800);
        shell.app.confirm.stage = "submit";
        const button = Walk.find(shell, "confirm.submit");
        tryVerify(() => button.visible && button.width > 0);
        tap(button);
        compare(shell.app.confirm.submits, 1);
        compare(shell.app.confirm.held, 0);
        const touch = touchEvent(button);
        touch.press(0, button, 20, 20).commit();
        tryCompare(shell.app.confirm, "held", 1);
        touch.release(0, button, 20, 20).commit();
        compare(shell.app.confirm.submits, 1);
    }

    function test_the_left_hand_gets_the_next_step_on_its_side() {
        Theme.leftHand = true;
        const shell = open("runner", 1280, 800);
        verify(Walk.find(shell, "runner.wrapup").mapToItem(shell, 0, 0).x < 100);
    }

    function test_the_pin_is_asked_twice_and_never_kept() {
        const shell = open("pin", 390, 844);
        for (const key of ["1", "2", "3", "4", "5", "6"])
            tap(Walk.find(shell, "pin." + key));
        compare(shell.app.enrol.pins, ["123456"]);
        compare(shell.app.enrol.pinStep, "again");
    }
}
