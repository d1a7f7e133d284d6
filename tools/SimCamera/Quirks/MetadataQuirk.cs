using SimCamera.Streaming;

namespace SimCamera.Quirks;

/// <summary>A quirk of the documents of metadata; such a camera has a track of them. The change is pure.</summary>
internal sealed class MetadataQuirk(Action<MetadataDraft> change) : Quirk
{
    public override void Configure(CameraPlan plan) => plan.Metadata = true;

    public override void OnMetadata(MetadataDraft draft) => change(draft);
}
