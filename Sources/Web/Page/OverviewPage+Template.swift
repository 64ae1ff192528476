extension OverviewPage {
    /// The page; every variable is escaped by Mustache, and stands in text or between quotes.
    static let source = """
        <!DOCTYPE html>
        <html lang="{{lang}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>jedisnon – {{w.title}}</title>
        <link rel="stylesheet" href="/style.css">
        </head>
        <body>
        <a class="skip" href="#lines">{{w.skip}}</a>
        <header>
        <h1>{{w.title}}</h1>
        <p><a href="/?lang={{otherLang}}" lang="{{otherLang}}" hreflang="{{otherLang}}">{{otherName}}</a></p>
        </header>
        <main>
        {{#waiting}}<p class="warn"><strong>{{w.waiting}}</strong> {{.}}</p>{{/waiting}}
        <section aria-labelledby="attention">
        <h2 id="attention">{{w.attention}}</h2>
        {{#isWell}}<p>{{w.allWell}}</p>{{/isWell}}
        <ul>{{#attention}}<li><strong>{{line}}</strong> {{sentence}}</li>{{/attention}}</ul>
        </section>
        <section aria-labelledby="lines">
        <h2 id="lines">{{w.lines}}</h2>
        {{^lines}}<p>{{w.noLine}}</p>{{/lines}}
        <div class="wide" tabindex="0">
        <table>
        <thead><tr><th scope="col">{{w.line}}</th><th scope="col">{{w.state}}</th><th scope="col">{{w.lastText}}</th>
        <th scope="col" class="n">{{w.texts}}</th><th scope="col" class="n">{{w.calls}}</th>
        <th scope="col" class="n">{{w.answered}}</th><th scope="col" class="n">{{w.refused}}</th>
        <th scope="col" class="n">{{w.queued}}</th><th scope="col" class="n">{{w.signal}}</th></tr></thead>
        <tbody>
        {{#lines}}<tr><th scope="row">{{name}}<br><small>{{number}}</small></th>
        <td><span class="state {{code}}">{{state}}</span>{{#raid}}<br><strong>{{.}}</strong>{{/raid}}</td>
        <td class="t">{{lastText}}</td><td class="n">{{received}}</td><td class="n">{{calls}}</td><td class="n">{{replied}}</td>
        <td class="n">{{refused}}</td><td class="n">{{queued}}</td><td class="n">{{signal}}</td></tr>
        {{/lines}}</tbody></table></div>
        </section>
        {{#money}}<section aria-labelledby="money">
        <h2 id="money">{{w.money}}</h2>
        <dl><div><dt>{{w.spent}}</dt><dd>{{spent}}</dd></div><div><dt>{{w.reserved}}</dt><dd>{{reserved}}</dd></div>
        <div><dt>{{w.left}}</dt><dd>{{left}}</dd></div><div><dt>{{w.runsOut}}</dt><dd>{{runsOut}}</dd></div></dl>
        </section>{{/money}}
        <section aria-labelledby="days">
        <h2 id="days">{{w.byDay}}</h2>
        {{^chart}}<p>{{w.nothingYet}}</p>{{/chart}}
        {{#chart}}<svg viewBox="0 0 {{width}} {{height}}" role="img" aria-label="{{w.chart}}">
        {{#bars}}<rect class="answered" x="{{x}}" y="{{answeredY}}" width="{{width}}" height="{{answeredHeight}}"/>
        <rect class="refused" x="{{x}}" y="{{refusedY}}" width="{{width}}" height="{{refusedHeight}}"/>
        {{/bars}}</svg>
        <p class="key"><span class="answered">{{w.answered}}</span> <span class="refused">{{w.refused}}</span></p>
        <details><summary>{{w.asTable}}</summary>
        <div class="wide" tabindex="0"><table><thead><tr><th scope="col">{{w.day}}</th><th scope="col" class="n">{{w.answered}}</th>
        <th scope="col" class="n">{{w.refused}}</th></tr></thead><tbody>
        {{#bars}}<tr><th scope="row">{{day}}</th><td class="n">{{answered}}</td><td class="n">{{refused}}</td></tr>
        {{/bars}}</tbody></table></div></details>{{/chart}}
        <h3>{{w.reasons}}</h3>
        <div class="wide" tabindex="0"><table><thead><tr><th scope="col">{{w.reason}}</th><th scope="col" class="n">{{w.contacts}}</th></tr></thead><tbody>
        {{#reasons}}<tr><th scope="row">{{name}}</th><td class="n">{{count}}</td></tr>
        {{/reasons}}</tbody></table></div>
        </section>
        <section aria-labelledby="people">
        <h2 id="people">{{w.people}}</h2>
        <div class="wide" tabindex="0"><table><thead><tr><th scope="col">{{w.week}}</th><th scope="col" class="n">{{w.contacts}}</th>
        <th scope="col" class="n">{{w.persons}}</th><th scope="col" class="n">{{w.cameBack}}</th></tr></thead><tbody>
        {{#weeks}}<tr><th scope="row">{{name}}</th><td class="n">{{contacts}}</td><td class="n">{{persons}}</td>
        <td class="n">{{cameBack}}</td></tr>
        {{/weeks}}</tbody></table></div>
        <p>{{w.peopleNote}}</p>
        </section>
        <section aria-labelledby="regions">
        <h2 id="regions">{{w.regions}}</h2>
        <div class="wide" tabindex="0">
        <table><thead><tr><th scope="col">{{w.region}}</th><th scope="col" class="n">{{w.persons}}</th>
        <th scope="col" class="n">{{w.cameBack}}</th><th scope="col" class="n">{{w.contacts}}</th>
        <th scope="col">{{w.ourLine}}</th></tr></thead><tbody>
        {{#regions}}<tr><th scope="row">{{name}}</th><td class="n">{{persons}}</td><td class="n">{{cameBack}}</td>
        <td class="n">{{contacts}}</td><td>{{ours}}</td></tr>
        {{/regions}}</tbody></table></div>
        {{#guess}}<p><strong>{{w.guess}} {{.}}.</strong></p>{{/guess}}
        <p>{{w.regionNote}}</p>
        </section>
        <section aria-labelledby="latest">
        <h2 id="latest">{{w.latest}}</h2>
        <div class="wide" tabindex="0">
        <table><thead><tr><th scope="col">{{w.time}}</th><th scope="col">{{w.line}}</th><th scope="col">{{w.kind}}</th>
        <th scope="col">{{w.sender}}</th><th scope="col" class="long">{{w.what}}</th></tr></thead><tbody>
        {{#events}}<tr><th scope="row" class="t">{{time}}</th><td>{{line}}</td><td>{{kind}}</td><td>{{sender}}</td><td class="long">{{what}}</td></tr>
        {{/events}}</tbody></table></div>
        </section>
        </main>
        <footer><p>jedisnon {{version}} · {{w.made}} {{made}}</p></footer>
        </body>
        </html>

        """
}

/// How the page looks: light and dark, from 320 px on.
enum PageStyle {
    static let sheet = """
        :root { color-scheme: light dark; --text: #1b1b1b; --back: #ffffff; --soft: #f1f1ee; --edge: #767676;
          --good: #0b6b3a; --bad: #a4161a; --warn: #7a4b00; --link: #0b4f9e; }
        @media (prefers-color-scheme: dark) { :root { --text: #ececec; --back: #161616; --soft: #242424; --edge: #9a9a9a;
          --good: #6fd39b; --bad: #ff9a9a; --warn: #f0c060; --link: #8ec5ff; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 64rem; padding: 0 1rem 2rem; color: var(--text); background: var(--back);
          font: 1rem/1.5 system-ui, sans-serif; }
        a { color: var(--link); }
        a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -99rem; }
        .skip:focus { left: 1rem; top: 0.5rem; padding: 0.5rem; background: var(--back); }
        header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 2rem; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; } h3 { font-size: 1.05rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--edge);
          overflow-wrap: anywhere; }
        thead th, .wide td { overflow-wrap: normal; }
        .wide .long { min-width: 14rem; overflow-wrap: anywhere; }
        tbody th { font-weight: 600; } .t { white-space: nowrap; }
        .n { text-align: right; font-variant-numeric: tabular-nums; }
        .state { font-weight: 700; color: var(--bad); }
        .state.ready { color: var(--good); }
        .state.degraded, .state.starting, .state.paused { color: var(--warn); }
        .warn { padding: 0.75rem; border: 2px solid var(--warn); }
        dl { display: flex; flex-wrap: wrap; gap: 0.5rem 2.5rem; margin: 0; }
        dt { font-size: 0.9rem; } dd { margin: 0; font-size: 1.3rem; font-weight: 700; }
        svg { width: 100%; height: auto; background: var(--soft); }
        rect.answered { fill: var(--good); } rect.refused { fill: var(--edge); }
        .key span::before { content: ""; display: inline-block; width: 0.8em; height: 0.8em; margin-right: 0.3em; }
        .key span.answered::before { background: var(--good); } .key span.refused::before { background: var(--edge); }
        footer { margin-top: 2rem; font-size: 0.9rem; }

        """
}
