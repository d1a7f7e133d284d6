namespace SimCamera.Quirks;

/// <summary>A line of the catalogue: a quirk and how to make one; the number is 0 where there is no parameter. Immutable.</summary>
internal sealed record QuirkEntry(QuirkInfo Info, double Default, Func<double, Quirk> Make)
{
    public static QuirkEntry Plain(string name, string sentence, Func<Quirk> make) =>
        new(new QuirkInfo(name, null, sentence), 0, _ => make());

    public static QuirkEntry Of(string name, string parameter, double standard, string sentence, Func<double, Quirk> make) =>
        new(new QuirkInfo(name, parameter, sentence), standard, make);

    public static QuirkEntry Plan(string name, string sentence, Action<CameraPlan> configure) =>
        Plain(name, sentence, () => new PlanQuirk(configure));

    public static QuirkEntry Sdp(string name, string sentence, Func<string, string> change) =>
        Plain(name, sentence, () => new SdpQuirk(change));
}
