using Nvr.Board.Parts;

namespace Nvr.Board.Files;

/// <summary>Reads "bays". Pure but for the problems it finds.</summary>
internal static class BaySection
{
    public static IReadOnlyList<BayDescription> Read(Section root, WiringBook wiring, bool simulated)
    {
        var names = new PartNames();
        var bays = new List<BayDescription>();
        foreach (Section bay in root.Sections("bays"))
        {
            var read = new BayDescription(names.Read(bay), bay.TextOr("path"), bay.TextOr("serial"), wiring.Led(bay, "led"));
            if (read is { Path: null, Serial: null } && !simulated)
            {
                bay.Add(bay.Node, "a bay needs a \"path\", as `udevadm info` tells it as ID_PATH, or a \"serial\".");
            }
            if (read.Path is not null && bays.Any(b => b.Path == read.Path))
            {
                bay.Add(bay.Find("path")!, "another bay has this path already.");
            }
            if (read.Serial is not null && bays.Any(b => b.Serial == read.Serial))
            {
                bay.Add(bay.Find("serial")!, "another bay has this serial number already.");
            }
            bays.Add(read);
            bay.End();
        }
        return bays;
    }
}
