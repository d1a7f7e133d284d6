using Nvr.Board.Parts;

namespace Nvr.Board.Files;

/// <summary>
/// What lines there are to be wired, and which are taken: finds a line that the chip does not have, that cannot do what is wanted, or that two parts
/// share. Used by one thread while a file is read.
/// </summary>
internal sealed class WiringBook(IReadOnlyList<GpioDescription> gpio, IReadOnlyList<ChipDescription> chips)
{
    /// <summary>No controller that the kernel drives on boards of this kind has more.</summary>
    private const int MostLines = 256;

    private const int PinsOfExpander = 16;

    private readonly Dictionary<(string On, int Line), BoardNode> taken = [];
    private readonly Dictionary<(string Chip, int Channel), BoardNode> takenChannels = [];

    public LinePlace? Output(Section owner, string key) => Read(owner, key, isInput: false);

    public LinePlace? Input(Section owner, string key) => Read(owner, key, isInput: true);

    public LinePlace? Input(Section owner, BoardNode value) => Read(owner.Of(value), isInput: true);

    /// <summary>An LED of one to three colours; null where the key is not there.</summary>
    public LedDescription? Led(Section owner, string key) => owner.Child(key) is { } led ? Led(led) : null;

    public LedDescription Led(Section led)
    {
        var read = new LedDescription { Green = Output(led, "green"), Red = Output(led, "red"), Amber = Output(led, "amber"), Blue = Output(led, "blue") };
        if (read is { Green: null, Red: null, Amber: null, Blue: null })
        {
            led.Add(led.Node, "an LED needs a line for at least one of green, red, amber, blue.");
        }
        led.End();
        return read;
    }

    /// <summary>The name of a chip of the wanted kind; what is not one becomes a problem.</summary>
    public string? Chip(Section owner, string key, ChipKind kind)
    {
        string? name = owner.TextOr(key);
        if (name is not null && !chips.Any(c => c.Name == name && c.Kind == kind))
        {
            owner.Add(owner.Find(key)!, $"there is no chip of the kind {kind.ToString().ToLowerInvariant()} with the name \"{name}\" under \"chips\".");
        }
        return name;
    }

    /// <summary>Says that a PoE chip's channel feeds a port; a channel feeds one.</summary>
    public void TakeChannel(Section owner, string chip, int channel)
    {
        if (!takenChannels.TryAdd((chip, channel), owner.Node))
        {
            owner.Add(owner.Node, $"channel {channel} of \"{chip}\" feeds the port in line {takenChannels[(chip, channel)].Line} already.");
        }
    }

    private LinePlace? Read(Section owner, string key, bool isInput) => owner.Child(key) is { } line ? Read(line, isInput) : null;

    private LinePlace Read(Section line, bool isInput)
    {
        string on = line.Text("on");
        int number = line.Number("line", 0, MostLines - 1);
        var place = new LinePlace(on, number, line.Flag("activeLow"));
        line.End();
        if (line.Find("on") is { } at && line.Find("line") is { } numberAt)
        {
            Judge(line, place, at, numberAt, isInput);
        }
        return place;
    }

    private void Judge(Section line, LinePlace place, BoardNode on, BoardNode number, bool isInput)
    {
        ChipDescription? chip = chips.FirstOrDefault(c => c.Name == place.On);
        if (chip is null && gpio.All(g => g.Name != place.On))
        {
            line.Add(on, $"neither \"gpio\" nor \"chips\" has the name \"{place.On}\".");
        }
        else if (chip is not null && !(chip.Kind == ChipKind.Mcp23017 || (chip.Kind == ChipKind.Pca9685 && !isInput)))
        {
            line.Add(on, $"\"{place.On}\" has no lines that can be {(isInput ? "read" : "set")}.");
        }
        else if (chip is not null && place.Line >= PinsOfExpander)
        {
            line.Add(number, $"\"{place.On}\" has the lines 0 to {PinsOfExpander - 1}.");
        }
        else if (!taken.TryAdd((place.On, place.Line), on))
        {
            BoardNode first = taken[(place.On, place.Line)];
            line.Add(number, $"line {place.Line} of \"{place.On}\" is taken by {first.Path[..^".on".Length]} in line {first.Line} already.");
        }
    }
}
