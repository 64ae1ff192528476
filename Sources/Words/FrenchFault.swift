import Vocabulary

extension French {
    /// Why a request to the store failed, and what to do next.
    public func clause(_ error: StoreError) -> String {
        switch error {
        case .folderUnusable(let path, let answer): "\(path) est inutilisable : \(answer)"
        case .notAFolder(let path): "\(path) n'est pas un dossier ; donnez-en un comme state_dir"
        case .fileRefused(let path, let file, let answer):
            "\(path) \(refused(file).what) : \(answer)\(refused(file).hint)"
        case .noRoom(let path, let file): "\(path) \(refused(file).what) : le disque est plein ; libérez de la place"
        case .unreachable(let path, let answer): "\(path) : \(answer)"
        case .notPermitted(let path, let answer):
            "\(path) est réservé au compte du service : \(answer) ; utilisez sudo, ou lancez le service et demandez-lui"
        case .heldByAnother(let pid, let folder):
            "\(pid.map { "le processus \($0)" } ?? "un autre processus") utilise déjà \(folder) ; arrêtez-le, ou donnez à "
                + "ce service son propre state_dir"
        case .noRoomForCopy(let octets):
            "le disque du dossier d'état n'a pas la place d'une copie de \(octets) octets ; libérez de la place"
        case .secretFile(let path, .open(let mode)):
            "\(path) est ouvert à d'autres (mode \(String(mode, radix: 8))) ; lancez `chmod 600 \(path)`, et si quelqu'un a "
                + "pu le lire, déplacez-le : le prochain démarrage en fait un nouveau"
        case .secretFile(let path, let fault):
            "\(path) \(words(fault)) ; déplacez-le, ou remettez le fichier que le service a fait"
        case .noDatabase(let path):
            "il n'y a pas encore de base de données dans \(path) ; le service la crée à son premier démarrage"
        case .newerVersion:
            "une version plus récente de jedisnon a écrit la base de données ; réinstallez cette version"
        case .olderVersion:
            "la base de données est d'une version plus ancienne ; lancez le service une fois pour la mettre à jour"
        case .foreignDatabase(let path):
            "\(path) est la base de données d'un autre programme ; donnez un autre state_dir"
        case .checkFailed(let answer):
            "la base de données est abîmée (\(answer)) ; `jedisnon recover` la garde et sauve ce qui se lit"
        case .damaged(let answer):
            "la base de données est abîmée (\(answer)) ; arrêtez le service, puis `jedisnon recover`"
        case .unreadableValue(let type):
            "la base de données contient une valeur illisible (\(type)) ; remettez une sauvegarde"
        case .unknownEvent(let seq): "l'événement \(seq) est d'un genre inconnu ; remettez une sauvegarde"
        case .unknownManner:
            "la base de données contient une réponse d'une manière inconnue ; remettez une sauvegarde"
        case .unknownReplyState:
            "la base de données contient une réponse dans un état inconnu ; remettez une sauvegarde"
        case .keyMissing(let path, let isOther, let lost, let mark):
            "\(path) \(isOther ? "appartient à une autre base de données" : "manque") : sans la clé des empreintes, personne ne "
                + "sait qui a dit STOP ou a eu sa réponse, donc personne n'en reçoit ; remettez le fichier qui était à côté de "
                + "cette base ou, s'il est perdu pour de bon, tapez `echo \(mark) > \(lost)` et redémarrez : chaque ligne est alors en "
                + "pause jusqu'à ce que vous la repreniez"
        case .heartbeatNotPlanned: "un texto témoin permis n'a pas pu être préparé ; voyez le journal"
        case .diskFull(let answer):
            "le disque est plein (\(answer)) ; libérez de la place : un service en marche continue alors de lui-même"
        case .unusable(let answer):
            "la base de données est inutilisable (\(answer)) ; vérifiez le disque et les droits du dossier d'état"
        case .busy(let answer):
            "un autre programme garde la base de données verrouillée (\(answer)) ; fermez-le et réessayez"
        case .refused(let answer, let code): "la base de données a refusé : \(answer) (code \(code))"
        case .failed(let answer): "la base de données a refusé : \(answer)"
        case .noResult: "la transaction n'a rien rendu"
        case .closed: "la base de données est fermée : le service s'arrête"
        case .unknownPerson: "ce numéro n'a jamais contacté une ligne et n'est pas bloqué"
        case .personKept:
            "les contacts de cette personne sont gardés ; `jedisnon keep NUMÉRO --end` y met fin, puis effacez à nouveau"
        case .unknownSender: "cet expéditeur n'est pas connu"
        case .keepNotStored: "la garde n'a pas été notée"
        case .notASenderID:
            "un identifiant d'expéditeur est s- suivi de 16 chiffres hexadécimaux, comme dans le journal"
        case .unknownSenderID(let id): "aucun expéditeur n'a l'identifiant \(id)"
        case .unusableAmount: "un montant ajouté doit dépasser 0 sans dépasser \(Money.limit.decimal)"
        case .legacy(let words): words
        }
    }

    private func refused(_ file: RefusedFile) -> (what: String, hint: String) {
        switch file {
        case .folder: ("n'existe pas et ne peut pas être créé", " ; créez-le, ou donnez un autre state_dir")
        case .database: ("ne peut pas être écrit", " ; vérifiez ses droits")
        case .newFile: ("ne peut pas être créé", " ; vérifiez les droits du dossier d'état")
        case .secret: ("ne peut pas être lu", " ; vérifiez ses droits")
        case .secretContent: ("ne peut pas être lu", " ; vérifiez le disque")
        case .lock: ("ne peut pas être ouvert", " ; vérifiez les droits du dossier d'état")
        case .locking: ("ne peut pas être verrouillé", "")
        }
    }

    private func words(_ fault: SecretFileFault) -> String {
        switch fault {
        case .link: "est un lien"
        case .length(let isMore, let wanted): "contient \(isMore ? "plus" : "moins") de \(wanted) octets"
        case .exists: "existe déjà"
        case .notAFile: "n'est pas un fichier ordinaire"
        case .otherUser(let uid): "appartient à un autre compte (uid \(uid))"
        case .open: "est ouvert à d'autres"
        }
    }

    /// Why a prompt cannot be made, and the remedy.
    public func clause(_ fault: PromptFault) -> String {
        switch fault {
        case .missing(let path):
            "\(PrintableText.text(path)) n'existe pas : mettez-y l'enregistrement, ou corrigez `prompt` de cette ligne"
        case .unreadable(let path, let answer):
            "\(PrintableText.text(path)) est illisible : \(answer) : donnez le droit de lecture au compte du service"
        case .notAFile(let path):
            "\(PrintableText.text(path)) n'est pas un fichier ordinaire : donnez un fichier de son"
        case .unsupported(let path, let format):
            "\(PrintableText.text(path)) est \(format ?? "un fichier de son au codage inhabituel"), qu'on ne lit pas ici : "
                + "convertissez-le en WAV ou FLAC"
        case .notRecognised(let path):
            "\(PrintableText.text(path)) n'est pas un fichier de son connu ici : convertissez-le en WAV, FLAC, OGG, MP3 ou "
                + "AIFF"
        case .damaged(let path, let damage):
            "\(PrintableText.text(path)) est abîmé : \(words(damage)) : copiez-le ou enregistrez-le à nouveau"
        case .empty(let path): "\(PrintableText.text(path)) ne contient aucun son : enregistrez-le à nouveau"
        case .tooLong(let source, let seconds):
            "\(name(source)) dure plus de \(seconds) s : raccourcissez, un appel finit après 40 s"
        case .tooLarge(let path):
            "\(PrintableText.text(path)) est trop gros pour un message : raccourcissez-le, ou enregistrez-le en WAV 16 bits"
        case .silent(let source):
            "on n'entend rien dans \(name(source)) : enregistrez à nouveau, plus près du micro"
        case .unusableRate(let source, let rate):
            "\(name(source)) a \(rate) échantillons par seconde, inutilisables : enregistrez avec 8000 à 48000"
        case .nothingToSay: "il n'y a rien à dire : écrivez un message, ou donnez un enregistrement"
        case .textTooLong(let characters):
            "le message a \(characters) caractères, trop pour le dire : un appel finit après 40 s, raccourcissez-le"
        case .unusableCommand: "`tts` demande un programme et un argument avec {output}, le fichier WAV qu'il écrit"
        case .programMissing(let program):
            "\(PrintableText.text(program)), le programme qui parle, n'est pas installé : "
                + (program.hasSuffix("espeak-ng") ? "apt install espeak-ng" : "installez-le, ou corrigez `tts`")
        case .programFailed(let program, let end, let answer):
            "\(PrintableText.text(program)) n'a pas pu dire le message (\(words(end))\(answer.isEmpty ? "" : " : ")"
                + "\(answer)) : corrigez `tts`"
        case .programTooSlow(let program, let milliseconds):
            "\(PrintableText.text(program)) n'a pas fini en \(Decimal.seconds(milliseconds)) s : corrigez `tts`, ou prenez "
                + "une voix plus rapide"
        case .programSilent(let program, let nothing):
            "\(PrintableText.text(program)) n'a écrit aucun son (\(words(nothing))) : corrigez `tts` ; il doit écrire un "
                + "fichier WAV dans {output}"
        case .stopped: "ce n'est pas fait : le programme se termine"
        case .unwritable(let path, let fault): "\(PrintableText.text(path)) ne peut pas être écrit : \(words(fault))"
        case .legacy(let words): words
        }
    }

    private func name(_ source: SoundSource) -> String {
        switch source {
        case .file(let path): PrintableText.text(path)
        case .prompt: "l'annonce"
        case .speech: "le message parlé"
        case .sound: "le son"
        case .modem: "le son du modem"
        }
    }

    private func words(_ damage: SoundDamage) -> String {
        switch damage {
        case .channels(let count): "il a \(count) canaux"
        case .changed: "il a changé pendant la lecture"
        case .library(let answer): answer
        }
    }

    private func words(_ end: ProgramEnd) -> String {
        switch end {
        case .exit(let code): "code \(code)"
        case .signal(let number): "signal \(number)"
        case .notRun: "pas lancé"
        case .stopped: "arrêté"
        }
    }

    private func words(_ nothing: NoSpeech) -> String {
        switch nothing {
        case .noFile: "pas de fichier"
        case .empty: "un fichier vide"
        case .notAFile: "pas un fichier ordinaire"
        case .noSound: "pas un fichier de son"
        case .silence: "que du silence"
        case .rate(let rate): "\(rate) échantillons par seconde"
        case .damaged(let damage): words(damage)
        }
    }

    private func words(_ fault: WriteFault) -> String {
        switch fault {
        case .answer(let answer): answer
        case .diskMayBeFull: "le disque est peut-être plein"
        case .deadLink: "le lien ne mène nulle part"
        case .notAFile: "ce n'est pas un fichier ordinaire : donnez-en un autre"
        case .figures: "ses mesures ne sont pas des nombres"
        }
    }

    /// What a person should know about a prompt, and what to do.
    public func sentence(_ remark: PromptRemark) -> String {
        switch remark {
        case .fault(let fault): clause(fault)
        case .long(let seconds):
            "cela dure \(seconds) s : "
                + (seconds > 40
                    ? "un appel finit après 40 s, personne n'entend la fin"
                    : "peu d'appelants écoutent aussi longtemps")
                + " ; visez \(PromptRemark.longestComfortable) s"
        case .clipped(let samples):
            "\(samples) échantillons sont au maximum, le son est saturé : enregistrez moins fort"
        case .quiet(let level):
            "c'est très faible (\(level) dBFS), le bruit est amplifié avec la voix : enregistrez plus près du micro"
        case .pause(let tenths):
            "il y a \(Decimal.tenths(tenths)) s de silence au milieu : les appelants croient que c'est fini"
        case .lowSampleRate(let rate):
            "\(rate) échantillons par seconde, c'est moins qu'un téléphone : le son est sourd"
        }
    }

    /// Why a line cannot speak to callers, or a caller did not hear it.
    public func clause(_ fault: VoiceFault) -> String {
        switch fault {
        case .noSound(let reason): words(reason)
        case .profileUnknown(let profile): "on ne connaît aucun moyen de parler pour le profil \(profile)"
        case .noAudioPort:
            "le modem n'a ni port ni carte son pour la voix : donnez-en un avec audio = \"...\" dans le modem de la ligne"
        case .audioPortUnknown:
            "le port de voix du modem est inconnu quand son port AT est désigné par son chemin : ajoutez audio = \"...\" au "
                + "modem de la ligne"
        case .audio(let fault): clause(fault)
        case .every(let faults): faults.map(clause).joined(separator: " ; ")
        case .prompt(let fault): clause(fault)
        case .store(let error): "ce qu'on sait de sa voix est illisible : \(clause(error))"
        case .notRead(let answer): "ce qu'on sait de sa voix est illisible : \(answer)"
        case .notChecked: "le modem n'a pas encore été examiné"
        case .callNow: "il y a un appel en ce moment : recommencez après"
        case .pathUnknown: "on ne sait pas par où l'appelant entendrait"
        case .codeExpired: "le code ne peut plus être dit : recommencez l'essai"
        case .silentAtAnswer: "le modem s'est tu à ATA"
        case .noAnswer: "pas de réponse à ATA"
        case .answerRefused(let answer): "refus de ATA : \(answer)"
        case .notRecorded: "rien ne peut être noté"
        case .soundNotSwitched(let command, let answer): "le modem n'a pas ouvert son audio (\(command) : \(answer))"
        case .soundGone: "le son a été fermé"
        case .portFailed(let answer): "le port audio du modem est en panne : \(answer)"
        case .portGone: "le port audio du modem a disparu"
        case .cardFailed(let answer): "la carte son du modem est en panne : \(answer)"
        case .cardNotStarted(let answer): "la carte son du modem ne démarre pas : \(answer)"
        case .cardRunsOut: "la carte son manque de son sans cesse"
        case .notTaken: "le modem ne prend pas le son"
        case .noThread(let answer): "pas de fil d'exécution pour le son de l'appel : \(answer)"
        case .cutOff: "le son a été coupé"
        case .nothingHeard: "la personne qui a essayé n'a rien entendu (voie montante muette)"
        case .legacy(let words): words
        }
    }

    private func words(_ reason: NoSoundReason) -> String {
        switch reason {
        case .analoguePins: "le son est sur les broches analogiques du module"
        case .pcmPins: "le son est sur les broches PCM du module"
        case .i2sPins: "le son est sur les broches I2S du module"
        case .digitalPins: "le son est sur les broches audio numériques du module"
        case .digitalVoicePins: "le son est sur les broches de voix numérique du module"
        case .analogueOrPCMPins: "le son est sur les broches analogiques ou PCM du module"
        case .pcmPinsOfVariants:
            "le son est sur les broches PCM du module, seulement pour les variantes qui ont la voix"
        case .pinsWhereThereIsVoice:
            "pas de voix sur les modules LTE-M qui ne l'ont pas, et le son sur des broches sinon"
        case .noManual: "inconnu : aucun manuel consulté ne dit où va le son"
        case .noManualOfModules: "inconnu pour les modules dont le manuel manquait"
        case .switchedOff: "son micrologiciel a la voix désactivée"
        case .noCommand: "on ne connaît pas de commande pour le son par USB"
        case .noPort: "pas de port pour le son"
        }
    }

    /// The sentence about a line's voice.
    public func sentence(_ notice: VoiceNotice) -> String {
        switch notice {
        case .hangsUp(let mode): "la ligne ne fait que raccrocher (calls = \"\(mode.rawValue)\")"
        case .cannotSpeak(let fault): "la ligne ne peut pas parler : \(clause(fault))"
        case .verified(let limits):
            "les appelants entendent la ligne\(limits.onlyHangsUp ? ", mais elle ne fait que raccrocher (calls)" : "")"
                + ims(limits)
        case .notHeard(let fault, let line, let limits):
            "un appelant n'a pas entendu la ligne : \(clause(fault)) ; \(order(line))\(ims(limits))"
        case .untested(let line, let limits):
            "personne n'a encore entendu la ligne avec ce modem, ce micrologiciel et cette SIM : \(order(line))\(ims(limits))"
        }
    }

    private func order(_ line: String) -> String { "prouvez-la avec jedisnon line verify \(line) --voice" }

    private func ims(_ limits: VoiceLimits) -> String {
        limits.isOffIMS
            ? " ; le modem n'a pas de voix sur LTE maintenant (IMS non inscrit), des appels peuvent échouer" : ""
    }
}
