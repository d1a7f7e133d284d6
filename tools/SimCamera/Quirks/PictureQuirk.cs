using SimCamera.Streaming;

namespace SimCamera.Quirks;

/// <summary>A quirk of a picture's units or time.</summary>
internal sealed class PictureQuirk(Action<VideoDraft> change) : Quirk
{
    public override void OnPicture(VideoDraft draft) => change(draft);
}
