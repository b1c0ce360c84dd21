import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// The receipt's QR for the school to photograph.
Rectangle {
    id: root

    required property ReceiptController receipt

    anchors.fill: parent
    color: Theme.color.paper
    visible: root.receipt.bigQr
    z: 30

    MouseArea {
        anchors.fill: parent
    }
    Column {
        anchors.centerIn: parent
        spacing: Theme.space.l

        QrCode {
            anchors.horizontalCenter: parent.horizontalCenter
            code: root.receipt.qr
            height: width
            width: Math.min(root.width, root.height) * 0.6
        }
        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Theme.color.ink
            face: Theme.type.display
            text: root.receipt.code
        }
        Button {
            anchors.horizontalCenter: parent.horizontalCenter
            objectName: "receipt.qr.close"
            tall: true
            text: qsTrId("sheet.close")
            onClicked: root.receipt.showQr(false)
        }
    }
}
