import Vocabulary

/// The French sentence of a notice.
struct FrenchNotice {
    let notice: Notice

    var sentence: String {
        switch notice {
        case .portMissing(let path): "\(path) n'existe pas : branchez le modem, ou corrigez `modem` pour cette ligne"
        case .portPermission(let path):
            "pas le droit d'ouvrir \(path) : ajoutez le compte du service au groupe dialout (usermod -aG dialout jedisnon)"
        case .portNotSerial(let path): "\(path) n'est pas un port série : corrigez `modem` pour cette ligne"
        case .portHeld(let path, let holder):
            "\(path) est tenu par \(holder ?? "un autre programme") : arrêtez-le, ou donnez un autre port à cette ligne"
        case .portError(let path, let call, let answer): "\(path) : échec de \(call) : \(answer)"
        case .usbUnreadable(let reason): "les appareils USB ne peuvent pas être listés : \(reason)"
        case .modemMissing(let wanted, let others): missing(wanted, others)
        case .modemStarting(let wait): words(wait)
        case .modemLost:
            "le modem n'est plus là : rebranchez-le s'il ne revient pas, sur un concentrateur alimenté si cela arrive souvent"
        case .modemSilent(let silence): words(silence)
        case .modemRefuses(let command, let answer): "le modem refuse \(command) (\(answer))"
        case .storeBusy(let answer):
            "la mémoire de messages du modem ne démarre pas (\(answer)) : on essaie de la ranimer"
        case .textModeOnly(let answer):
            "le modem n'a pas de mode PDU (AT+CMGF=0 : \(answer)), on ne peut pas le lire : il faut un autre modem à cette ligne"
        case .announcementsMissing(let seconds):
            "le modem ne sait pas annoncer les nouveaux messages (AT+CNMI) : on les cherche toutes les "
                + "\(seconds) secondes, et la réponse part d'autant plus tard"
        case .notAModem(let nothing): words(nothing)
        case .modemOther(let other): words(other)
        case .modemOfOtherLine(let line, let port):
            "le modem du port USB \(port) appartient à la ligne \(line ?? "d'un autre boîtier") : sa SIM ou son IMEI y "
                + "est nommé"
        case .callNotEnded: "le modem n'a pas raccroché un appel : sa radio a été coupée puis rallumée"
        case .usbStorageMode(let stick, let becomesModem, let command, let hasSwitcher):
            storage(stick, becomesModem: becomesModem, command: command, hasSwitcher: hasSwitcher)
        case .usbNoPorts: "son port AT n'est pas encore apparu"
        case .usbUnknownSerial(let path):
            "c'est un appareil série qu'aucun profil ne connaît, on n'y écrit donc rien ; si c'est un modem, "
                + "nommez son port avec modem = { device = \"\(path)\" }"
        case .simMissing:
            "le modem ne trouve pas de carte SIM : mettez-en une, dans le bon sens ; rebranchez le modem s'il ne la voit pas"
        case .simBusy(let answer):
            "la carte SIM ne démarre pas (\(answer)) : retirez-la, nettoyez-la, remettez-la"
        case .simPIN(let hasLine):
            hasLine
                ? "la SIM attend son PIN : désactivez le PIN dans un téléphone, ou nommez un pin_file pour cette ligne"
                : "la SIM attend son PIN"
        case .simPINTries(let left, let file):
            "il ne reste que \(left) essais du PIN, on n'en utilise aucun : vérifiez le PIN dans \(file), et déverrouillez "
                + "la SIM dans un téléphone"
        case .simPINRefused(let file, let before):
            before
                ? "le PIN de \(file) a été essayé une fois et la SIM est toujours verrouillée : corrigez-le, ou "
                    + "déverrouillez la SIM dans un téléphone"
                : "la SIM a refusé le PIN de \(file) : corrigez-le"
        case .simPINOfOther: "ce n'est pas la SIM de ce PIN : mettez la bonne"
        case .pinFileWrong(let file, .unreadable): "\(file) est illisible : il devrait contenir le PIN de la SIM"
        case .pinFileWrong(let file, .noPIN): "\(file) ne contient pas un PIN de 4 à 8 chiffres"
        case .pinFileWrong(let file, .readByAll):
            "\(file) peut être lu par tout le monde : lancez sudo chmod 0600 \(file)"
        case .simPINHeld(let line):
            "une autre SIM a accepté le PIN : vérifiez-la, puis lancez jedisnon line resume \(line)"
        case .simPUK(let hasLine):
            hasLine
                ? "la SIM attend son PUK : mettez-la dans un téléphone et déverrouillez-la" : "la SIM attend son PUK"
        case .simLocked(let lock): words(lock)
        case .simOther(let wanted):
            wanted.map { "une autre SIM est dans le modem : cette ligne veut la SIM …\($0)" }
                ?? "une autre SIM est dans le modem, ou elle a été reverrouillée : la ligne repart de zéro"
        case .simOfOtherLine(let line):
            "la SIM ou le modem de cette ligne appartient à la ligne \(line) : mettez la SIM de cette ligne"
        case .simTwice: "un autre modem avec le même numéro de SIM est au travail : retirez l'un des deux"
        case .simNumberUnknown(let namesPort):
            namesPort
                ? "sa SIM ne donne pas son numéro (ICCID) : désignez la ligne par son port USB"
                : "sa SIM ne donne pas son numéro"
        case .noNetwork(let minutes):
            minutes.map { "pas de réseau depuis \($0) minutes : la radio est coupée puis rallumée" }
                ?? "pas inscrite sur un réseau : vérifiez l'antenne, le forfait et la couverture"
        case .registrationDenied:
            "le réseau refuse la SIM : demandez à l'opérateur si elle est active, payée, et permise dans ce modem"
        case .smscMissing:
            "la SIM n'a pas de numéro de centre de messages (SMSC), aucune réponse ne peut partir : réglez-le avec un "
                + "téléphone, ou demandez-le à l'opérateur"
        case .announcementsElsewhere(let port):
            "le modem annonce textos et appels sur un autre de ses ports (\(port)) : les textos sont cherchés une fois "
                + "par minute et les appels sont manqués ; nommez ce port pour cette ligne, ou réglez-le avec AT+QURCCFG "
                + "dans un terminal"
        case .storageFull:
            "la mémoire de la SIM est presque pleine de messages qui ne sont pas à nous : effacez-les dans un téléphone"
        case .storageStuck(let count):
            "le modem n'efface pas : on lui a dit d'effacer \(count == 1 ? "1 texto" : "\(count) textos") et il "
                + "les garde ; quand sa mémoire sera pleine, plus rien n'entrera ; effacez-les avec la SIM dans un "
                + "téléphone, ou prenez un autre modem"
        case .storageUnreadable(let memory, let answer):
            "le modem ne liste pas sa mémoire \(memory) (\(answer)) : les textos qui y sont ne sont pas vus ; "
                + "débranchez le modem, attendez dix secondes, rebranchez-le"
        case .balanceLow(let balance, let floor):
            "le solde de la carte SIM est de \(balance.decimal), sous \(floor.decimal) : rechargez-la ; à 0, plus personne ne "
                + "reçoit de réponse, et tout est encore noté"
        case .balanceUnknown(let fault):
            "le réseau n'a pas dit le solde de la carte SIM depuis trois jours (\(clause(fault))) : les réponses continuent ; "
                + "demandez-le avec la SIM dans un téléphone, et vérifiez code et pattern de [line.balance]"
        case .notRecorded(let error):
            "rien ne peut être noté, les messages restent sur la SIM : \(French().clause(error))"
        case .heartbeatFailed(let line):
            "son texto témoin a échoué, elle n'envoie ou ne reçoit peut-être plus : prouvez-la avec jedisnon line verify "
                + line
        case .voiceMissing(let calls, let fault):
            "calls = \"\(calls.rawValue)\", mais la ligne ne peut pas parler (\(French().clause(fault))) : "
                + (calls == .speak ? "on raccroche aux appelants" : "les appelants reçoivent un texto")
        case .modemManagerActive:
            "ModemManager tourne et personne ne lui a dit de laisser ce modem, il peut donc prendre ses messages : "
                + "sudo systemctl disable --now ModemManager, ou installez les règles udev de jedisnon et rebranchez le modem"
        case .working(let answering, let minutes): words(answering) + clock(minutes)
        case .paused(let releasesPort, let why):
            (releasesPort
                ? "en pause par l'opérateur, le port est libre pour un terminal, après un envoi en cours dans les 10 s"
                : "en pause par l'opérateur, les messages sont notés et restent sans réponse")
                + (why.map { " : \($0)" } ?? "")
        case .starting(let step): words(step)
        case .internalFault(let error): "faute du service : \(error)"
        case .at(let port, let inner): "port USB \(port) : \(FrenchNotice(notice: inner).sentence)"
        case .bare(let code): "ceci vient d'une autre version du programme (\(code))"
        }
    }

    private func name(_ wanted: WantedModem) -> String {
        switch wanted {
        case .sim(let tail): "aucun modem n'a la SIM …\(tail)"
        case .imei(let tail): "aucun modem n'a l'IMEI …\(tail)"
        case .usbPort(let port): "rien n'est branché au port USB \(port)"
        }
    }

    private func missing(_ wanted: WantedModem, _ others: [Notice]) -> String {
        if case .usbPort = wanted { return name(wanted) + " : branchez le modem" }
        let rest = others.map { FrenchNotice(notice: $0).sentence }.joined(separator: " ; ")
        return name(wanted) + " : " + (rest.isEmpty ? "branchez-le" : rest)
    }

    private func words(_ wait: ModemWait) -> String {
        switch wait {
        case .firstLook: "on cherche les modems qui sont branchés"
        case .look(let port): "on examine le modem du port USB \(port)"
        case .lookFor(let wanted): "\(name(wanted)) pour l'instant : on examine un modem qui vient d'être branché"
        case .settling(let path): "\(path) vient d'apparaître et se prépare"
        case .reset: "le port USB du modem a été réinitialisé"
        case .givenUp: "le port est libéré"
        }
    }

    private func words(_ silence: Silence) -> String {
        switch silence {
        case .command(let command): "le modem ne répond plus (\(command)) : on essaie de le ranimer"
        case .port(let path): "\(path) ne s'ouvre pas : le modem derrière est bloqué"
        case .unresponsive(let failure): "le modem ne répond pas aux commandes AT ; \(words(failure))"
        case .allPorts(let failure):
            "le modem ne répond aux commandes AT sur aucun de ses ports ; "
                + (failure.map(words) ?? "le port sera réinitialisé si cela dure")
        }
    }

    private func words(_ nothing: NoAnswer) -> String {
        switch nothing {
        case .namedPort:
            "l'appareil ne répond pas aux commandes AT : ce n'est pas un modem, ou pas son port AT (une clé en a souvent plusieurs)"
        case .anyPort: "aucun de ses ports ne répond aux commandes AT : ce n'est pas un modem, ou il est cassé"
        case .unresponsive(let failure): "le modem ne répond à aucune commande AT ; \(words(failure))"
        }
    }

    private func words(_ failure: ResetFailure) -> String {
        switch failure {
        case .noHelp: "réinitialiser son port USB n'a pas aidé : débranchez-le et rebranchez-le"
        case .noUSB: "il n'est pas sur un port USB qu'on pourrait réinitialiser : éteignez-le et rallumez-le"
        case .mightBecomeDisk:
            "réinitialiser son port USB pourrait en faire un CD-ROM : débranchez-le et rebranchez-le"
        case .notPermitted: "ce compte n'a pas le droit de réinitialiser son port USB : débranchez-le et rebranchez-le"
        case .hung:
            "son port USB n'a pas pu être réinitialisé (le noyau n'en revient pas) : débranchez-le et rebranchez-le"
        case .failed(let reason):
            "son port USB n'a pas pu être réinitialisé (\(reason)) : débranchez-le et rebranchez-le"
        }
    }

    private func words(_ fault: USBListingFault) -> String {
        switch fault {
        case .noUdev: "libudev ne démarre pas"
        case .noMemory: "libudev n'a pas de mémoire"
        case .unreadable(let name): "/sys est illisible : on ne connaît pas les appareils de la classe \(name)"
        }
    }

    private func words(_ other: OtherModem) -> String {
        switch other {
        case .wrongIMEI(let wanted): "un autre modem est à ce port : cette ligne veut l'IMEI \(wanted)"
        case .noIMEI(let wanted):
            "le modem ne dit pas son IMEI (AT+CGSN), et cette ligne veut l'IMEI \(wanted) : désignez le modem de la ligne "
                + "par sa SIM (iccid) ou son port (usb_path)"
        case .moved(let path): "un autre modem est maintenant à \(path) : on le cherche à nouveau"
        }
    }

    private func storage(_ stick: String, becomesModem: Bool, command: String?, hasSwitcher: Bool) -> String {
        guard becomesModem else {
            return "\(stick) se présente comme un CD-ROM et devient une carte réseau, pas un modem : prenez une autre "
                + "clé, ou une dont le micrologiciel en fait un modem"
        }
        if let command {
            return "\(stick) se présente comme un CD-ROM : \(hasSwitcher ? "" : "installez usb-modeswitch et ")lancez "
                + command
        }
        return hasSwitcher
            ? "\(stick) se présente comme un CD-ROM, et usb-modeswitch ne l'a pas basculée : débranchez-la et rebranchez-la"
            : "\(stick) se présente comme un CD-ROM : installez usb-modeswitch et rebranchez-la"
    }

    private func words(_ lock: SIMLock) -> String {
        let (name, code) = (lock.name, "obtenez le code de déverrouillage du modem auprès de qui l'a vendu")
        return switch lock.kind {
        case .network:
            "le modem est verrouillé sur le réseau d'un opérateur (\(name)) et la SIM est d'un autre : mettez une SIM de "
                + "cet opérateur, ou \(code)"
        case .networkPart:
            "le modem est verrouillé sur une partie du réseau d'un opérateur (\(name)) et la SIM est d'une autre : mettez "
                + "une SIM de cet opérateur, ou \(code)"
        case .provider:
            "le modem est verrouillé sur un fournisseur (\(name)) et la SIM est d'un autre : mettez une SIM de ce "
                + "fournisseur, ou obtenez le code de déverrouillage auprès de lui"
        case .company:
            "le modem est verrouillé sur les SIM d'une entreprise (\(name)) : mettez une de ses SIM, ou demandez-lui le "
                + "code de déverrouillage"
        case .firstSIM:
            "le modem est verrouillé sur sa toute première SIM (\(name)) : remettez cette SIM, ou \(code)"
        case .oneSIM:
            "le modem est verrouillé sur une seule SIM (\(name)) : remettez cette SIM, ou entrez le code de sécurité du "
                + "modem, que son propriétaire a choisi"
        case .blocked: "la SIM est bloquée pour de bon (\(name)) : demandez-en une nouvelle à l'opérateur"
        case .other:
            "le modem ou la SIM attend \(name), qu'aucun programme n'a le droit d'entrer : demandez à qui les a vendus"
        }
    }

    private func words(_ answering: Answering) -> String {
        switch answering {
        case .answers: "textos et appels sont reçus et reçoivent une réponse"
        case .shadows: "mode fantôme : textos et appels sont reçus et jugés, rien n'est envoyé"
        case .records: "textos et appels sont notés, jamais de réponse"
        case .roams: "la SIM est en itinérance : textos et appels sont notés, sans réponse (roaming = false)"
        case .heldByLaw:
            "textos et appels sont reçus ; aucun texto ne part tant que personne n'a confirmé avoir lu ce que dit la "
                + "loi : voyez `jedisnon doctor`"
        case .unclaimed: "aucune ligne n'a cette SIM"
        }
    }

    private func clock(_ minutes: Int?) -> String {
        guard let minutes else { return "" }
        return " ; l'heure d'un centre de messages retarde de \(minutes / 60) h \(minutes % 60) min, à la minute près, "
            + "comme avec un mauvais fuseau : on en tient compte"
    }

    private func words(_ step: StartingStep) -> String {
        switch step {
        case .never: "Le service n'a pas encore tourné avec cette ligne."
        case .line: "la ligne démarre"
        case .modem: "le modem démarre"
        case .look: "on l'examine"
        case .store(let answer): "la mémoire de messages du modem démarre encore (\(answer))"
        case .sim(let answer): "la carte SIM démarre encore (\(answer))"
        case .noSIM: "le modem cherche sa carte SIM"
        }
    }
}

extension FrenchNotice {
    private func clause(_ fault: BalanceFault) -> String {
        switch fault {
        case .noAnswer: "il ne répond pas"
        case .refused: "la question a été refusée"
        case .unreadable: "sa réponse ne contient pas de montant que le modèle trouve"
        }
    }
}
