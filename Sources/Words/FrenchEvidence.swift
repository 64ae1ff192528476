extension EvidenceWords {
    static let french = EvidenceWords(
        title: "Copie d'un document technologique\u{A0}: les contacts d'un expéditeur",
        made: "Faite le",
        madePlace: "Lieu où cette copie a été faite (à remplir)",
        about: "Ce document porte sur le numéro",
        purpose: "Fait pour",
        asReceived: "Tel que le réseau l'a écrit",
        inShort: "En bref",
        total: "Contacts",
        first: "Premier",
        last: "Dernier",
        silence: "Plus long silence entre deux",
        byDay: "Par jour",
        day: "Jour",
        texts: "Textos",
        calls: "Appels",
        folded: "Comptés, pas gardés",
        contacts: "Tous les contacts",
        contactColumns: [
            "No", "Entrée", "Heure de la boîte", "Heure du réseau", "Ligne", "Genre", "Texte, et ce qui a été répondu",
        ],
        codePoints: "Caractères",
        pdu: "Tel que reçu (PDU)",
        textRemoved: "Le texte a été effacé avant que cette copie soit faite.",
        partsMissing: "Parties de ce message qui ne sont jamais arrivées",
        noAnswer: "Sans réponse",
        answer: "Répondu",
        clockAhead: "on a su plus tard que l'horloge de la boîte avançait",
        removed: "Ce qui a été effacé avant que cette copie soit faite",
        nothingRemoved: "Rien.",
        removedTexts: "Contacts %@ à %@\u{A0}: le texte, par la règle keep_text ou un effacement.",
        removedContacts: "Contacts %@ à %@\u{A0}: tout, par la règle keep_numbers ou un effacement.",
        system: "Le registre du système",
        gaps: "Périodes où une ligne ne pouvait rien recevoir",
        gapColumns: ["Ligne", "De", "À", "État"],
        noGaps: "Le registre ci-dessous n'en contient aucune.",
        systemIntroduction:
            "Ce que le journal contient sur la boîte et ses lignes à partir du premier de ces contacts.",
        systemColumns: ["Entrée", "Heure", "Ligne", "Ce qui s'est passé", "Précision"],
        systemMore: "Entrées qui ne sont pas dans cette liste\u{A0}: %@",
        clockKnown: [
            "L'horloge de la boîte était reconnue juste quand cette copie a été faite.",
            "L'horloge de la boîte n'était pas reconnue juste quand cette copie a été faite.",
            "On n'a pas vérifié si l'horloge de la boîte était juste.",
        ],
        version: "Version du programme",
        programHash: "SHA-256 du programme",
        serviceStarted: "Le service tourne depuis",
        neverStarted: "Le service ne tournait pas quand cette copie a été faite.",
        timeZone: "Les heures sont dans le fuseau %@, chacune avec son décalage sur UTC.",
        retention:
            "Les textes sont gardés %@ jours, les numéros %@ jours, sauf si quelqu'un les garde plus longtemps ou les efface.",
        lateLeaves:
            "Les %@ premières entrées du journal existaient avant qu'il soit tenu ainsi\u{A0}: pour elles, il montre seulement ce qu'elles étaient à ce moment.",
        shows: "Ce que la vérification de ce document montre",
        showsList: [
            "Chaque ligne est ce que le journal de la boîte contenait quand sa tête a été signée\u{A0}: un mot, un numéro ou une heure modifiés se voient.",
            "Les contacts sont numérotés pour cet expéditeur seul\u{A0}: un contact retiré entre deux autres se voit.",
            "Qui possède une tête antérieure de ce journal, publiée avant, peut voir si le journal a été réécrit depuis.",
        ],
        showsNot: "Ce qu'elle ne montre pas",
        showsNotList: [
            "Qui tenait le téléphone. Un numéro peut être usurpé\u{A0}: le réseau ne nous en a certifié aucun.",
            "Les contacts après le dernier\u{A0}: leur absence ne peut pas se voir.",
            "Ce que le journal contenait avant que quelqu'un en publie une tête\u{A0}: qui exploite une boîte peut écrire un journal tout neuf.",
            "Que l'horloge de la boîte était juste\u{A0}; l'heure du réseau vient de l'opérateur du texto reçu, et c'est la seule heure ici que d'autres ont donnée.",
            "Qu'on a joint le téléphone de quelqu'un\u{A0}: ces contacts sont arrivés sur une ligne donnée à la place du numéro d'une personne. "
                + "Ce que l'expéditeur en savait ne se déduit pas de ce document.",
        ],
        verification: "Comment vérifier ce document",
        verificationText: [
            "jedisnon verify-export FICHIER --head TÊTE-PUBLIÉE donne trois réponses\u{A0}: intégrité, complétude, ancrage.",
            "docs/verify_export.py, fourni avec le programme, fait de même pour la forme JSON avec Python seul\u{A0}; openssl vérifie la signature.",
            "La tête ci-dessous a été signée quand cette copie a été faite. À comparer avec des têtes publiées ailleurs avant.",
        ],
        publishedBefore: "Où une tête de ce journal a été publiée avant cette copie (à remplir)",
        earlierHeads:
            "Têtes antérieures que ce journal continue\u{A0}: %@. La plus ancienne, qui couvre ou précède le premier contact\u{A0}:",
        documentHash: "SHA-256 de ce que ce document affirme",
        next: "Ce qu'on peut faire ensuite",
        nextAsOf: "en date du",
        nextSteps: [
            NextSteps(
                place: "Québec", day: "2026-11-30",
                steps: [
                    "En danger\u{A0}: 911. Sinon, le poste de police de votre lieu de résidence.",
                    "SOS violence conjugale\u{A0}: 1 800 363-9010, jour et nuit. CAVAC, aide aux victimes\u{A0}: 1 866 532-2822.",
                    "Apportez ce document entier, avec le fichier de données, et gardez les deux sans rien changer\u{A0}: une sélection peut être refusée.",
                    "L'article 264 du Code criminel porte sur une conduite qui fait craindre, le 372(3) sur des communications répétées. "
                        + "Dire si ces contacts en sont n'appartient pas à ce document.",
                ]),
            NextSteps(
                place: "Canada", day: "2026-11-30",
                steps: [
                    "En danger\u{A0}: 911. Sinon, la police locale\u{A0}; demandez le numéro du dossier et notez-le.",
                    "Loi sur la preuve au Canada, articles 31.1 à 31.8\u{A0}: une personne qui connaît le système peut attester qu'il fonctionnait bien.",
                ]),
            NextSteps(
                place: "France", day: "2026-11-30",
                steps: [
                    "En danger\u{A0}: 17 ou 112, par texto 114. Violences faites aux femmes\u{A0}: 3919. Mineurs et violences numériques\u{A0}: 3018.",
                    "On peut porter plainte dans tout commissariat ou toute gendarmerie, aussi contre X\u{A0}; ou déposer une main courante.",
                    "Un commissaire de justice peut constater ce qu'un téléphone affiche\u{A0}: ce document ne le remplace pas.",
                ]),
            NextSteps(
                place: "Ailleurs", day: "2026-11-30",
                steps: [
                    "En danger\u{A0}: le numéro d'urgence du lieu. Sinon, la police, ou un service d'aide aux victimes."
                ]
            ),
        ],
        attestation: "Attestation (à remplir à la main)",
        attestationText:
            "Le système qui a fait cet enregistrement fonctionnait bien pendant la période de ces contacts, ou, là où il ne "
            + "fonctionnait pas bien, cela n'a pas touché l'enregistrement.",
        attestationFields: ["Nom", "Qualité", "Période", "Lieu", "Date", "Signature"],
        colon: "\u{A0}: ", page: "Page", days: "j", hours: "h", minutes: "min")
}
