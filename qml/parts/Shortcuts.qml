import QtQuick
import Mingcha.ViewModels

/// Keys of the runner. All can be switched off in the settings.
Item {
    id: root

    required property RunnerController runner

    signal searchAsked

    Shortcut {
        enabled: root.enabled
        sequence: "1"
        onActivated: root.runner.chooseNth(1)
    }
    Shortcut {
        enabled: root.enabled
        sequence: "2"
        onActivated: root.runner.chooseNth(2)
    }
    Shortcut {
        enabled: root.enabled
        sequence: "3"
        onActivated: root.runner.chooseNth(3)
    }
    Shortcut {
        enabled: root.enabled
        sequence: "4"
        onActivated: root.runner.chooseNth(4)
    }
    Shortcut {
        enabled: root.enabled
        sequence: "5"
        onActivated: root.runner.chooseNth(5)
    }
    Shortcut {
        enabled: root.enabled
        sequence: "N"
        onActivated: root.runner.setNa(root.runner.current, "")
    }
    Shortcut {
        enabled: root.enabled
        sequence: "C"
        onActivated: root.runner.panelOpen = true
    }
    Shortcut {
        enabled: root.enabled
        sequence: "P"
        onActivated: root.runner.takePhoto(root.runner.current)
    }
    Shortcut {
        enabled: root.enabled
        sequence: "F"
        onActivated: root.runner.newFinding(root.runner.current)
    }
    Shortcut {
        enabled: root.enabled
        sequence: "J"
        onActivated: root.runner.next()
    }
    Shortcut {
        enabled: root.enabled
        sequence: "K"
        onActivated: root.runner.previous()
    }
    Shortcut {
        enabled: root.enabled
        sequence: "/"
        onActivated: root.searchAsked()
    }
}
