using System.Globalization;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Import;

/// <summary>Collects the cameras and remarks of one file. Never holds more than <see cref="MaxCameras"/> and <see cref="MaxRemarks"/>.</summary>
internal sealed class ImportDraft(ImportFormat format)
{
    private const int MaxCameras = 256;
    private const int MaxRemarks = 1000;
    private const int LongestName = 64;

    private readonly List<ProposedCamera> cameras = [];
    private readonly List<ImportRemark> remarks = [];
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    public ImportResult Result => new(format, cameras, [.. remarks.OrderBy(r => r.Line)]);

    public void LeaveOut(int line, string? camera, string sentence) => Remark(line, ImportRemarkKind.LeftOut, camera, sentence);

    public void Remark(int line, ImportRemarkKind kind, string? camera, string sentence)
    {
        if (remarks.Count < MaxRemarks)
        {
            remarks.Add(new ImportRemark(line, kind, camera, sentence));
        }
    }

    /// <summary>Adds the camera if it can be one; else says why not. <paramref name="lacksPassword"/>: a placeholder stood for it.</summary>
    public void Propose(int line, CameraSettings settings, bool lacksPassword = false)
    {
        if (cameras.Count == MaxCameras)
        {
            LeaveOut(line, settings.Name, $"More than {MaxCameras} cameras cannot be taken over at once.");
            return;
        }
        try
        {
            CameraSettings normal = CameraRules.Normalise(settings with { Name = Bounded(line, settings.Name) });
            bool needsPassword = string.IsNullOrEmpty(normal.Password) && (lacksPassword || normal.UserName is not null);
            cameras.Add(new ProposedCamera(line, normal with { Name = Distinct(line, normal.Name) }, needsPassword));
            if (needsPassword)
            {
                Remark(line, ImportRemarkKind.ToBeEntered, normal.Name, "The file does not hold the camera's password. Enter it.");
            }
        }
        catch (NvrException unfit) when (unfit.Kind == ErrorKind.InvalidInput)
        {
            LeaveOut(line, settings.Name, unfit.Message);
        }
    }

    private string Bounded(int line, string name)
    {
        string printable = new([.. name.Select(c => char.IsControl(c) ? ' ' : c)]);
        string kept = printable.Trim() is var trimmed && trimmed.Length > LongestName ? trimmed[..LongestName].Trim() : trimmed;
        if (kept != name.Trim())
        {
            Remark(line, ImportRemarkKind.Changed, kept, "The camera's name was too long or held control characters; it was shortened.");
        }
        return kept;
    }

    private string Distinct(int line, string name)
    {
        string free = name;
        for (int number = 2; !names.Add(free); number++)
        {
            string mark = " " + number.ToString(CultureInfo.InvariantCulture);
            free = name[..Math.Min(name.Length, LongestName - mark.Length)] + mark;
        }
        if (free != name)
        {
            Remark(line, ImportRemarkKind.Changed, free, $"There is another camera named {name} in the file; this one is called {free}.");
        }
        return free;
    }
}
