using Nvr.Core;
using Nvr.Core.Media;

namespace Nvr.Recording.Pictures;

/// <summary>What of a camera nobody may see in pictures of its footage. Thread-safe; asked for every picture, so that a change shows at once.</summary>
public interface IPrivacyMasks
{
    IReadOnlyList<PrivacyMask> Of(CameraId camera);
}
