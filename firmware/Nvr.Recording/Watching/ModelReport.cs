using System.Globalization;
using Nvr.Core.Health;
using Nvr.Sandbox.Protocol;
using Nvr.Storage.Models;

namespace Nvr.Recording.Watching;

/// <summary>What became of the model for object detection, to the box's health. Used by one task.</summary>
internal sealed class ModelReport(HealthBoard health)
{
    private const string Part = "analysis/model";
    private const string Step = "Choose another model, or none, under Box.";

    /// <summary>No model is in use, or nothing is looked at.</summary>
    public void None() => health.Forget(Part);

    public void Tries(DetectionModel model) => health.Report(new HealthItem(Part, HealthLevel.Unknown, $"The model {model.Manifest.Name} is being tried."));

    public void Judged(DetectionModel model, VerdictMessage verdict) => health.Report(
        verdict.IsUsable
            ? new HealthItem(Part, HealthLevel.Ok, string.Create(CultureInfo.InvariantCulture, $"The model {model.Manifest.Name} says what it is that moves; a look takes {Math.Max(1, verdict.LookUs / 1000)} ms."))
            : new HealthItem(Part, HealthLevel.Attention, $"The model {model.Manifest.Name} is not used; motion is looked for without it. {verdict.Sentence}", Step));

    /// <summary>The process ended with it.</summary>
    public void LeftOut(DetectionModel model) => health.Report(new HealthItem(
        Part, HealthLevel.Attention, $"The search for motion ended with the model {model.Manifest.Name}, which is therefore not used for an hour. Motion is looked for without it.", Step));
}
