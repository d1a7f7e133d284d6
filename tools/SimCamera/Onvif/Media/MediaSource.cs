using SimCamera.Material;

namespace SimCamera.Onvif.Media;

/// <summary>One picture source of a device, with the tokens that name it and its parts. Immutable.</summary>
internal sealed record MediaSource(int Number, SimulatedCamera Camera)
{
    public string Token => $"VideoSource_{Number}";

    public string ConfigToken => $"VideoSourceConfig_{Number}";

    public string AudioToken => $"AudioSource_{Number}";

    public string AudioConfigToken => $"AudioSourceConfig_{Number}";

    public string AnalyticsToken => $"VideoAnalytics_{Number}";

    public string PtzConfigToken => $"PtzConfig_{Number}";

    public string MetadataToken => $"Metadata_{Number}";

    public bool HasLoudspeaker => Camera.Plan.BackChannel.Count > 0;

    public string RecordingToken => $"Recording_{Number}";

    public bool HasAudio => Camera.Plan.Audio != AudioCodec.None;

    public VideoRecipe Full => Camera.Recipe(sub: false);
}
