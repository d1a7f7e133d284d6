using SimCamera.Material;

namespace SimCamera.Onvif.Media;

/// <summary>One of the two fixed profiles of a source: its main or its sub stream. Immutable; the recipe is the one in force.</summary>
internal sealed record MediaProfile(MediaSource Source, bool IsSub)
{
    public string Token => $"Profile_{(IsSub ? "sub" : "main")}_{Source.Number}";

    public string Name => $"{(IsSub ? "Sub" : "Main")} stream {Source.Number}";

    public string EncoderToken => $"VideoEncoder_{(IsSub ? "sub" : "main")}_{Source.Number}";

    public VideoRecipe Recipe => Source.Camera.Recipe(IsSub);

    public Uri StreamUrl => IsSub ? Source.Camera.SubUrl : Source.Camera.Url;
}
