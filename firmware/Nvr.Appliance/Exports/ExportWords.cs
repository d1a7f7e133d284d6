using System.Globalization;
using Nvr.Export;
using Nvr.Web.Exports;

namespace Nvr.Appliance.Exports;

/// <summary>What the page is told of an export. Pure.</summary>
internal static class ExportWords
{
    public static ExportView View(StoredExport export, bool isMaking, ExportProgress? step)
    {
        string state = isMaking ? ExportView.Making : export.State;
        double done = export.State == ExportView.Ready ? 1 : isMaking && step is { Bytes: > 0 } ? Math.Min(1, (double)step.BytesDone / step.Bytes) : 0;
        string sentence = isMaking
            ? step is null ? "Its recordings are being looked up." : string.Create(CultureInfo.InvariantCulture, $"Recording {Math.Min(step.FilesDone + 1, step.Files)} of {step.Files} is being read and signed.")
            : export.Sentence;
        return new ExportView(
            export.Id, export.Cameras, export.From, export.To, export.Reason, export.Form, export.WantedBy, export.WantedAt, state, sentence, isMaking ? null : export.NextStep, done,
            isMaking && step?.Remaining is { } left ? (long)left.TotalSeconds : null, export.Bytes, export.IsComplete, export.KeptUntil);
    }
}
