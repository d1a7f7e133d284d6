namespace Nvr.Search.Tests;

/// <summary>What sentences mean, in English and German, on Sunday, 29 November 2026, 14:30 in Berlin.</summary>
public sealed class SentenceTests
{
    [Theory]
    [InlineData("red car at gate yesterday 18-20", "cam=Gate obj=Vehicle colour=Red time=261128T1800-261128T2000")]
    [InlineData("person loitering loading dock last week", "cam=Loading dock kind=Loitering obj=Person time=261116T0000-261123T0000")]
    [InlineData("Show me all people near the front door on Monday morning", "zone=Front door obj=Person time=261123T0600-261123T1200")]
    [InlineData("dog or cat", "obj=Animal")]
    [InlineData("blue or white van, to the left", "obj=Vehicle colour=White, Blue dir=Left")]
    [InlineData("movement in zone gate", "zone=Gate kind=Motion")]
    [InlineData("motion camera 2 between 6pm and 8pm", "cam=Camera 2 kind=Motion time=261128T1800-261128T2000")]
    [InlineData("line-crossing at front gate this morning", "cam=Front gate kind=LineCrossing time=261129T0600-261129T1200")]
    [InlineData("car in car park", "cam=Car park obj=Vehicle")]
    [InlineData("person longer than 30 s", "obj=Person lasts=30..")]
    [InlineData("loitering for more than 2.5 minutes", "kind=Loitering lasts=150..")]
    [InlineData("motion shorter than 5s", "kind=Motion lasts=..5")]
    [InlineData("large vehicle from the recorder", "obj=Vehicle src=Recorder size=0.1..")]
    [InlineData("small animal by camera", "obj=Animal src=Camera size=..0.01")]
    [InlineData("person at least 80 % sure", "obj=Person sure=0.8")]
    [InlineData("object over 10 % of the picture", "kind=Object size=0.1..")]
    [InlineData("person left to right", "obj=Person dir=Right")]
    [InlineData("number plate approaching", "obj=Plate dir=Towards")]
    [InlineData("noise at dock last night", "cam=Loading dock kind=Audio time=261128T2000-261129T0600")]
    [InlineData("person loding dock", "cam=Loading dock obj=Person")]
    [InlineData("perosn yesterday", "obj=Person time=261128T0000-261129T0000")]
    [InlineData("purple elephant yesterday", "colour=Purple time=261128T0000-261129T0000 unknown=elephant")]
    [InlineData("person not red", "obj=Person unknown=not red")]
    [InlineData("cars without the gate yesterday", "obj=Vehicle time=261128T0000-261129T0000 unknown=without the gate")]
    [InlineData("", "")]
    [InlineData(" , - !", "")]
    public void English(string text, string meaning) => Assert.Equal(meaning, Asked.Line(text));

    [Theory]
    [InlineData("rotes Auto am Gate gestern 18-20", "cam=Gate obj=Vehicle colour=Red time=261128T1800-261128T2000")]
    [InlineData("Person lungert Loading dock letzte Woche", "cam=Loading dock kind=Loitering obj=Person time=261116T0000-261123T0000")]
    [InlineData("weißer Lieferwagen im Hof Sued", "cam=Hof Süd obj=Vehicle colour=White")]
    [InlineData("GRÜNES FAHRRAD HOF SÜD", "cam=Hof Süd obj=Vehicle colour=Green")]
    [InlineData("Leute am Müllplatz zwischen 22 und 6 Uhr", "zone=Müllplatz obj=Person time=261128T2200-261129T0600")]
    [InlineData("Hund nach rechts heute morgen", "obj=Animal dir=Right time=261129T0600-261129T1200")]
    [InlineData("Bewegung länger als 30 Sekunden", "kind=Motion lasts=30..")]
    [InlineData("Person höchstens 2 Minuten lang", "obj=Person lasts=..120")]
    [InlineData("großes Fahrzeug vom Rekorder", "obj=Vehicle src=Recorder size=0.1..")]
    [InlineData("jemand auf die Kamera zu", "obj=Person dir=Towards")]
    [InlineData("Geräusch nachts", "kind=Audio time=261128T2200-261129T0600")]
    [InlineData("Linie überquert von Montag bis Mittwoch", "kind=LineCrossing time=261123T0000-261126T0000")]
    [InlineData("Person, aber kein Hund", "obj=Person unknown=aber/kein Hund")]
    [InlineData("Persom gestern", "obj=Person time=261128T0000-261129T0000")]
    [InlineData("mindestens 90 % sicher", "sure=0.9")]
    public void German(string text, string meaning) => Assert.Equal(meaning, Asked.Line(text));

    [Fact]
    public void Answer_TellsEachWord_WhereItStands_AndInTheLanguageAsked()
    {
        const string Text = "rotes Auto xyz gestern";
        SearchReading reading = Asked.Read(Text, SearchLanguage.German);
        Assert.Equal(
            ["rotes=Colour:rot", "Auto=Object:Fahrzeug", "gestern=Day:Samstag, 28. November 2026"],
            reading.Understood.Select(u => $"{Text[u.Start..u.End]}={u.As}:{u.Meaning}"));
        NotUnderstood unknown = Assert.Single(reading.NotUnderstood);
        Assert.Equal("xyz", Text[unknown.Start..unknown.End]);
        Assert.Equal("Saturday, 28 November 2026", Asked.Read(Text).Understood[^1].Meaning);
    }

    [Fact]
    public void ASlip_IsMarkedAsAGuess_AndWhatIsRightIsNot()
    {
        Assert.True(Assert.Single(Asked.Read("drivway").Understood).IsGuess);
        Assert.False(Assert.Single(Asked.Read("driveway").Understood).IsGuess);
        Assert.False(Asked.Read("xx the").HasMeaning);
    }

    [Fact]
    public void NamesOutsideTheScope_AreNotKnown()
    {
        SearchScope narrow = Asked.Scope() with { Places = [.. Asked.Scope().Places.Where(p => p.Camera == Asked.Dock)] };
        SearchReading reading = QueryReader.Read("driveway car park ramp", narrow);
        Assert.Empty(reading.Wish.Cameras);
        Assert.Equal(["Ramp 1"], reading.Wish.Zones);
        Assert.Equal(2, reading.NotUnderstood.Count);
    }
}
