import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T13 on a page of its own, right after submission.
FocusScope {
    id: root

    required property ReceiptController receipt

    ReceiptView {
        anchors.bottom: dock.top
        anchors.top: parent.top
        receipt: root.receipt
        widest: 560 * Math.max(1, Theme.fontScale)
        width: parent.width
    }
    BottomDock {
        id: dock

        anchors.bottom: parent.bottom
        width: parent.width
        end: [
            Button {
                kind: "tonal"
                objectName: "receipt.show_qr"
                tall: true
                text: qsTrId("receipt.show_qr")
                visible: root.receipt.qr !== ""
                horizontalPadding: Theme.compact ? Theme.space.m : Theme.space.xl
                onClicked: root.receipt.showQr(true)
            },
            Button {
                kind: "filled"
                objectName: "receipt.home"
                tall: true
                text: qsTrId("receipt.home")
                horizontalPadding: Theme.compact ? Theme.space.m : Theme.space.xl
                onClicked: root.receipt.home()
            }
        ]
    }
    BigQr {
        receipt: root.receipt
    }
}
