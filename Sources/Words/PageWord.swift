/// The words of the page of the box that belong to nothing else.
public enum PageWord: String, CaseIterable, Sendable {
    /// The heading of the page.
    case title
    /// Heading: the lines.
    case lines
    /// Heading: what needs a person.
    case attention
    /// Heading: money.
    case money
    /// Heading: contacts by day.
    case byDay
    /// Heading: why contacts are not answered.
    case reasons
    /// Heading: people by week.
    case people
    /// Heading: where numbers are from.
    case regions
    /// Heading: the newest events.
    case latest
    /// Column: the line.
    case line
    /// Column: its state.
    case state
    /// Column: its signal.
    case signal
    /// Column: when the last text came.
    case lastText
    /// Column: texts.
    case texts
    /// Column: calls.
    case calls
    /// Column: contacts that are answered.
    case answered
    /// Column: contacts that are not.
    case refused
    /// Column: replies that wait.
    case queued
    /// Column: a day.
    case day
    /// Column: a week, by its Monday.
    case week
    /// Column: texts and calls.
    case contacts
    /// Column: how many people.
    case persons
    /// Column: people with more than one contact in the week.
    case cameBack
    /// Column: a region.
    case region
    /// Column: whether a line of ours is there.
    case ourLine
    /// Column: why there is no answer.
    case reason
    /// Column: when.
    case time
    /// Column: what happened.
    case kind
    /// Column: a number.
    case sender
    /// Column: a text, or why there is no answer.
    case what
    /// Money that is spent.
    case spent
    /// Money held for replies on their way.
    case reserved
    /// Money that is left.
    case left
    /// The day on which the money is used up.
    case runsOut
    /// Yes.
    case yes
    /// Never.
    case never
    /// A raid is on.
    case raid
    /// Nothing needs a person.
    case allWell
    /// The service waits for something.
    case waiting
    /// There is no limit.
    case noLimit
    /// No line is configured.
    case noLine
    /// Nothing was counted yet.
    case nothingYet
    /// A chart is told as a table.
    case asTable
    /// What the chart shows.
    case chart
    /// What coming back means.
    case peopleNote
    /// What a region does not mean.
    case regionNote
    /// Begins the guess where a line lacks.
    case guess
    /// When the page was made.
    case made
    /// A link to the content.
    case skip
}
