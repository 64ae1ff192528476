import Vocabulary

/// Everything in French.
public struct French: Words {
    /// The French words.
    public init() {}

    /// The sentence about a line.
    public func sentence(_ notice: Notice) -> String {
        FrenchNotice(notice: notice).sentence
    }

    /// The state of a line.
    public func words(_ state: LineState) -> String {
        switch state {
        case .starting: "démarre"
        case .ready: "prête"
        case .degraded: "à vérifier"
        case .absent: "pas branchée"
        case .pinRequired: "attend son PIN"
        case .simMissing: "pas de SIM"
        case .noNetwork: "pas de réseau"
        case .paused: "en pause"
        case .failed: "en panne"
        }
    }

    /// Why a contact is not answered.
    public func clause(_ reason: Reason) -> String {
        switch reason {
        case .notAPerson: "ce n'est pas une personne : un accusé, un avis ou des données"
        case .alphanumericSender: "l'expéditeur est un nom : on ne peut pas lui répondre"
        case .shortCode: "on ne répond jamais à un numéro court"
        case .withheld: "numéro masqué"
        case .ownNumber: "c'est une de nos propres lignes"
        case .blocked: "vous avez bloqué ce numéro"
        case .stopRequested: "cette personne a dit STOP"
        case .destinationNotAllowed: "pas un numéro complet d'un pays auquel cette ligne répond"
        case .premiumNumber: "un numéro qui peut coûter plus cher"
        case .stale: "arrivé trop tard pour une réponse"
        case .loop: "encore le même texte, ou une de nos propres réponses"
        case .repliedInWindow: "déjà répondu il y a peu"
        case .lifetimeCap: "déjà répondu autant de fois qu'une personne peut l'être"
        case .raid: "trop de monde à la fois : on compte, on ne répond pas"
        case .budgetLine: "l'argent de cette ligne est épuisé"
        case .budgetTotal: "l'argent de tout le boîtier est épuisé"
        case .dailyCap: "cette SIM a envoyé tout ce qu'elle peut aujourd'hui"
        case .monthlyCap: "cette SIM a répondu à tous les nouveaux numéros permis ce mois-ci"
        case .repliesOff: "cette ligne ne répond pas ici"
        case .linePaused: "la ligne est en pause"
        case .shadow: "mode fantôme : on aurait répondu"
        }
    }

    /// What an event is about.
    public func words(_ kind: EventKind) -> String {
        switch kind {
        case .smsReceived: "un texto est arrivé"
        case .replyPlanned: "une réponse est prévue"
        case .replySent: "la réponse est partie"
        case .replyFailed: "la réponse n'est pas partie"
        case .replyUnknown: "on ne sait pas si la réponse est partie"
        case .refused: "une réponse prévue a été annulée"
        case .callReceived: "un appel a sonné"
        case .callAnswered: "un appel a été pris"
        case .callRejected: "un appel a été raccroché"
        case .callEnded: "un appel est fini"
        case .senderStopped: "quelqu'un a dit STOP"
        case .raidStarted: "trop de monde à la fois"
        case .raidEnded: "le raid est fini"
        case .budgetWarning: "une limite est presque épuisée"
        case .budgetExhausted: "une limite est épuisée"
        case .balanceRead: "on a demandé au réseau le solde de la carte SIM"
        case .modemAttached: "un modem est au travail"
        case .modemLost: "un modem est perdu"
        case .lineState: "l'état de la ligne a changé"
        case .operatorAction: "quelqu'un a fait quelque chose"
        case .notice: "un avis est parti au sujet de la machine"
        case .textsFolded: "d'autres textos d'une même personne ont été comptés, pas gardés"
        case .retentionRun: "ce qui était assez vieux a été effacé"
        case .headSigned: "le journal a été signé tel qu'il est"
        }
    }

    /// What ended a call.
    public func clause(_ ending: CallEnding) -> String {
        switch ending {
        case .played: "tout le message a été lu"
        case .caller: "l'appelant a raccroché"
        case .key: "l'appelant a appuyé sur une touche"
        case .limit: "le temps était écoulé"
        case .fault: "le son n'a pas pu être joué"
        case .line: "la ligne n'a pas répondu"
        case .service: "le service a été arrêté, ou le port libéré"
        }
    }

    /// What is tried to bring a modem back.
    public func clause(_ step: RecoveryStep) -> String {
        switch step {
        case .reopen: "le port est rouvert"
        case .radio: "la radio est coupée puis rallumée"
        case .restart: "le modem est redémarré"
        case .usbReset: "le port USB est réinitialisé"
        }
    }

    /// Why the sound of a call cannot be opened.
    public func clause(_ fault: AudioFault) -> String {
        switch fault {
        case .port(let notice): "le port audio du modem ne s'ouvre pas : \(sentence(notice))"
        case .hung: "l'audio du modem ne s'ouvre pas : le modem est bloqué"
        case .unusableFrame(let octets):
            "les trames de \(octets) octets du port audio ne sont pas un nombre pair d'au plus 1600"
        case .card(let device, let answer): "la carte son \(device) ne s'ouvre pas : \(answer)"
        case .cardSetting(let device, let answer): "la carte son \(device) n'accepte pas le réglage : \(answer)"
        case .cardRate(let device, let rates):
            "la carte son \(device) joue à \(rates) Hz, et les appels demandent 8000 ou 16000"
        case .cardBuffer(let device, let rate, let buffer, let wanted):
            "la carte son \(device) a pris \(rate) Hz avec un tampon de \(buffer) au lieu de \(wanted) Hz"
        case .legacy(let words): words
        }
    }
}
