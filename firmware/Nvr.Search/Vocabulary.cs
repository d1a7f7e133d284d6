using Nvr.Core.Events;

namespace Nvr.Search;

/// <summary>The words for what an event can be, in English and German, singular and plural; the first of each is how it is called in answers.</summary>
internal static class Vocabulary
{
    private static readonly List<Phrase> all = [.. Make()];

    /// <summary>By their first word.</summary>
    public static ILookup<string, Phrase> ByFirstWord { get; } = all.ToLookup(p => p.Words[0]);

    public static IReadOnlyList<Phrase> All => all;

    /// <summary>What comes after one of these is the contrary of what is searched for.</summary>
    public static HashSet<string> Negations { get; } =
        ["not", "no", "without", "except", "excluding", "nicht", "kein", "keine", "keinen", "keiner", "keinem", "ohne", "ausser"];

    private static IEnumerable<Phrase> Make() => Kinds().Concat(Objects()).Concat(Colours()).Concat(Moves()).Concat(Sizes()).Concat(Sources()).Concat(Fillers());

    private static IEnumerable<Phrase> Kinds() =>
    [
        .. Words(UnderstoodAs.Kind, CameraEventKind.Motion, "motion|movement|movements|moving|moved", "Bewegung|Bewegungen|bewegt|bewegte"),
        .. Words(
            UnderstoodAs.Kind, CameraEventKind.LineCrossing,
            "line crossing|line crossings|line crossed|crossed line|crossed the line|crossing the line|crossing|crossed|tripwire",
            "Linie überquert|Linienüberquerung|Linienüberquerungen|Linienübertritt|Überquerung|überquert|Stolperdraht|Linie"),
        .. Words(
            UnderstoodAs.Kind, CameraEventKind.Intrusion, "intrusion|intrusions|intruder|intruders|break in|burglary|area entered|trespassing",
            "Eindringen|Eindringling|Eindringlinge|Einbruch|Einbrüche|Einbrecher|Bereich betreten|eingedrungen"),
        .. Words(UnderstoodAs.Kind, CameraEventKind.Object, "object|objects|detection|detections", "Objekt|Objekte|Erkennung|Erkennungen"),
        .. Words(
            UnderstoodAs.Kind, CameraEventKind.Tamper, "tampering|tamper|tampered|sabotage|camera covered|covered|blinded|defocused",
            "Sabotage|Manipulation|Kamera verdeckt|verdeckt|abgedeckt|geblendet"),
        .. Words(
            UnderstoodAs.Kind, CameraEventKind.DigitalInput, "input|digital input|inputs|contact|door contact|doorbell|button pressed",
            "Eingang geschaltet|Digitaleingang|Türkontakt|Kontakt|Klingel|Taster"),
        .. Words(UnderstoodAs.Kind, CameraEventKind.Audio, "sound|sounds|audio|noise|noises|scream|loud", "Geräusch|Geräusche|Ton|Lärm|Schrei|laut"),
        .. Words(
            UnderstoodAs.Kind, CameraEventKind.Loitering, "loitering|loiter|loiters|loitered|lingering|lingers|hanging around|standing around",
            "Herumlungern|herumlungernd|lungert|lungerte|lungern|herumstehen|herumstehend|Verweilen|verweilt|verweilend"),
    ];

    private static IEnumerable<Phrase> Objects() =>
    [
        .. Words(
            UnderstoodAs.Object, ObjectClass.Person,
            "person|persons|people|man|men|woman|women|human|humans|child|children|kid|kids|boy|girl|pedestrian|pedestrians|someone|somebody|anyone|anybody|who|guy",
            "Person|Personen|Mensch|Menschen|Leute|Mann|Männer|Frau|Frauen|Kind|Kinder|Junge|Mädchen|Fußgänger|Fußgängerin|jemand|wer"),
        .. Words(
            UnderstoodAs.Object, ObjectClass.Vehicle,
            "vehicle|vehicles|car|cars|truck|trucks|lorry|lorries|van|vans|bus|buses|taxi|taxis|motorcycle|motorcycles|motorbike|motorbikes|scooter|bicycle|bicycles|bike|bikes",
            "Fahrzeug|Fahrzeuge|Auto|Autos|PKW|LKW|Wagen|Lastwagen|Laster|Lieferwagen|Transporter|Bus|Busse|Taxi|Motorrad|Motorräder|Moped|Roller|Fahrrad|Fahrräder|Rad|Räder|Kfz"),
        .. Words(
            UnderstoodAs.Object, ObjectClass.Animal, "animal|animals|dog|dogs|cat|cats|bird|birds|fox|foxes|horse|deer|pet|pets",
            "Tier|Tiere|Hund|Hunde|Katze|Katzen|Vogel|Vögel|Fuchs|Füchse|Pferd|Reh|Marder"),
        .. Words(UnderstoodAs.Object, ObjectClass.Face, "face|faces", "Gesicht|Gesichter"),
        .. Words(
            UnderstoodAs.Object, ObjectClass.Plate, "number plate|number plates|licence plate|license plate|licence plates|license plates|plate|plates",
            "Kennzeichen|Nummernschild|Nummernschilder|Autokennzeichen"),
    ];

    private static IEnumerable<Phrase> Colours() =>
    [
        .. Colour(ObjectColours.Black, "black", "schwarz"),
        .. Colour(ObjectColours.Grey, "grey|gray|silver", "grau|silbern|silber"),
        .. Colour(ObjectColours.White, "white", "weiß"),
        .. Colour(ObjectColours.Red, "red", "rot"),
        .. Words(UnderstoodAs.Colour, ObjectColours.Orange, "orange", "orange|orangene|orangenes|orangefarben"),
        .. Colour(ObjectColours.Yellow, "yellow", "gelb"),
        .. Colour(ObjectColours.Green, "green", "grün"),
        .. Colour(ObjectColours.Blue, "blue", "blau"),
        .. Words(UnderstoodAs.Colour, ObjectColours.Purple, "purple|violet", "lila|violett|violette|violettes|violetter|violetten"),
        .. Words(UnderstoodAs.Colour, ObjectColours.Pink, "pink", "rosa|pink|pinkes|pinke"),
        .. Colour(ObjectColours.Brown, "brown|beige", "braun"),
    ];

    private static IEnumerable<Phrase> Moves() =>
    [
        .. Words(UnderstoodAs.Direction, MoveDirection.Left, "to the left|left|leftwards|from right to left|right to left", "nach links|links|von rechts nach links"),
        .. Words(UnderstoodAs.Direction, MoveDirection.Right, "to the right|right|rightwards|from left to right|left to right", "nach rechts|rechts|von links nach rechts"),
        .. Words(
            UnderstoodAs.Direction, MoveDirection.Away, "away|away from the camera|going away|leaving|departing|upwards",
            "weg|weg von der Kamera|entfernt sich|wegfahrend|weggehend|nach oben|von der Kamera weg"),
        .. Words(
            UnderstoodAs.Direction, MoveDirection.Towards, "towards the camera|towards|toward|approaching|arriving|coming|downwards",
            "auf die Kamera zu|zur Kamera|kommt näher|kommend|ankommend|nach unten"),
    ];

    // Parts of the picture: a person that fills the height of it covers about a tenth.
    private static IEnumerable<Phrase> Sizes() =>
    [
        .. Words(UnderstoodAs.Size, new SizeRange(0.1, null), "large|big|huge", "groß|große|großer|großes|großen|riesig"),
        .. Words(UnderstoodAs.Size, new SizeRange(0.01, 0.1), "medium|medium sized", "mittelgroß|mittelgroße|mittelgroßer|mittelgroßes"),
        .. Words(UnderstoodAs.Size, new SizeRange(null, 0.01), "small|little|tiny", "klein|kleine|kleiner|kleines|kleinen|winzig"),
    ];

    private static IEnumerable<Phrase> Sources() =>
    [
        .. Words(
            UnderstoodAs.Source, SearchSource.Camera, "found by the camera|by the camera|by camera|from the camera|camera finding|camera findings",
            "von der Kamera gemeldet|von der Kamera|durch die Kamera|Kamerameldung|Kamerameldungen"),
        .. Words(
            UnderstoodAs.Source, SearchSource.Recorder, "found by the recorder|by the recorder|by recorder|from the recorder|recorder",
            "vom Rekorder gemeldet|vom Rekorder|durch den Rekorder|Rekorder|vom Recorder"),
    ];

    private static IEnumerable<Phrase> Fillers() => Words(
        UnderstoodAs.Filler, null,
        "a|an|the|at|in|on|by|with|and|or|of|near|to|from|for|is|was|were|did|show|me|find|search|all|any|every|some|camera|cameras|zone|area|events|event|there|that|which|wearing|driving|walking|went|goes|please|when|what|during|around",
        "der|die|das|dem|den|des|ein|eine|einen|einem|einer|eines|am|im|an|bei|beim|auf|mit|und|oder|von|vom|vor|zu|zum|zur|in|aus|ist|war|zeige|zeig|mir|finde|suche|alle|alles|Kamera|Kameras|Bereich|Ereignis|Ereignisse|wann|was|bitte|Uhr|ging|geht|fährt|fuhr|sich|hat|haben");

    private static IEnumerable<Phrase> Colour(ObjectColours colour, string english, string german) =>
        Words(UnderstoodAs.Colour, colour, english, string.Join('|', german.Split('|').SelectMany(g => new[] { g, g + "e", g + "er", g + "es", g + "en", g + "em" })));

    private static IEnumerable<Phrase> Words(UnderstoodAs what, object? value, string english, string german)
    {
        (string[] en, string[] de) = (english.Split('|'), german.Split('|'));
        Sense sense = new(what, value, en[0], de[0]);
        return en.Select(e => Of(e, sense, SearchLanguage.English)).Concat(de.Select(d => Of(d, sense, SearchLanguage.German)));
    }

    private static Phrase Of(string shown, Sense sense, SearchLanguage language) => new([.. Tokens.Cut(shown).Select(t => t.Text)], shown, sense, language);
}
