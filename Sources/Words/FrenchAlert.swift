import Vocabulary

/// The French sentences of alerts.
extension French {
    /// The sentence of an alert, for a person elsewhere.
    public func sentence(_ alert: Alert) -> String {
        switch alert {
        case .raidBegan(let lines, let isByHand):
            "mode raid (\(list(lines)))" + (isByHand ? ", décidé à la main" : "\u{A0}: trop de monde à la fois")
                + "\u{A0}; tout est noté, personne ne reçoit de réponse"
        case .raidEnded(let line, nil): "le raid sur \(line) est fini"
        case .raidEnded(let line, let raid?):
            "le raid sur \(line) est fini après \(span(raid.lasted))\u{A0}: \(raid.contacts) textos et appels sans réponse, "
                + "\(raid.spent.decimal) dépensés pendant ce temps"
        case .budgetWarning(let line, let limit):
            "\(limit.used.decimal) sur \(limit.amount.decimal) sont utilisés (\(period(limit.period)), \(scope(line)))"
        case .budgetExhausted(let line, let limit):
            "il n'y a plus d'argent (\(limit.used.decimal) sur \(limit.amount.decimal), \(period(limit.period)), "
                + "\(scope(line)))\u{A0}: tout est noté, plus personne ne reçoit de réponse de ce fait"
        case .troubleBegan(let kind, let lines, _): trouble(kind, lines)
        case .troubleEnded(let kind, let lines, let lasted):
            "fini après \(span(lasted))\u{A0}: \(trouble(kind, lines))"
        case .crashed: "le service s'était arrêté tout seul\u{A0}: panne ou courant coupé\u{A0}; il tourne de nouveau"
        case .alive(let ready, let count): "la machine est en vie\u{A0}: \(ready) lignes prêtes sur \(count)"
        case .test: "un essai\u{A0}: cet avis est arrivé"
        }
    }

    private func trouble(_ kind: TroubleKind, _ lines: [String]) -> String {
        switch kind {
        case .lineDown: "\(list(lines))\u{A0}: aucun texto ne peut être reçu"
        case .sim: "\(list(lines))\u{A0}: la carte SIM manque ou est verrouillée"
        case .disk: "le disque est plein, ou la base de données ne peut être écrite"
        case .evidenceKey:
            "la clé du journal de preuve (evidence.key) manque, est inutilisable ou a été remplacée\u{A0}: les têtes d'avant et "
                + "d'après ne portent pas la même signature\u{A0}; remettez l'ancien fichier, ou donnez une nouvelle tête "
                + "à qui les garde (`jedisnon head`)"
        case .balanceLow:
            "\(list(lines))\u{A0}: le solde de la carte SIM est sous son seuil\u{A0}; rechargez-la"
        case .balanceUnknown:
            "\(list(lines))\u{A0}: le réseau n'a pas dit le solde de la carte SIM depuis des jours"
        }
    }

    private func list(_ lines: [String]) -> String { lines.isEmpty ? "la machine" : lines.joined(separator: ", ") }

    private func scope(_ line: String?) -> String { line.map { "ligne \($0)" } ?? "toute la machine" }

    private func period(_ period: BudgetPeriod) -> String {
        switch period {
        case .total: "en tout"
        case .perMonth: "ce mois-ci"
        case .balance: "du solde de la carte SIM"
        }
    }

    private func span(_ span: Span) -> String {
        RoundedSpan(span).text(days: "j", hours: "h", minutes: "min", seconds: "s")
    }
}
