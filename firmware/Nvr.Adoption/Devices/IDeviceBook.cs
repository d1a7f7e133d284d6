using Nvr.Adoption.Makers;
using Nvr.Adoption.Timekeeping;
using Nvr.Core;
using Nvr.Onvif.Media;

namespace Nvr.Adoption.Devices;

/// <summary>
/// Remembers devices by MAC address and serial number. Thread-safe. What is worth keeping is on disk before a call returns (calls block on the
/// disk). Failures are <see cref="NvrException"/>: NotFound for an id that is not in the book, Conflict for what contradicts its state,
/// Exhausted when it is full, Storage when the disk does not take it (then nothing has changed).
/// </summary>
public interface IDeviceBook
{
    IReadOnlyList<DeviceRecord> List();

    DeviceRecord? Find(DeviceId id);

    /// <summary>The device that a camera is a source of; null for cameras entered by hand.</summary>
    DeviceRecord? FindByCamera(CameraId camera);

    /// <summary>Finds the device in the book, or enters it, and notes what is new about it.</summary>
    SightingResult Sight(DeviceSighting sighting);

    /// <summary>Moves the device's life on, as <see cref="DeviceLife"/> says.</summary>
    DeviceRecord Tell(DeviceId id, DeviceNews news);

    /// <summary>Null or empty removes the password.</summary>
    DeviceRecord SetCredentials(DeviceId id, string? userName, string? password);

    /// <summary>The plain password; null when there is none, or it cannot be read any more.</summary>
    string? PasswordOf(DeviceId id);

    DeviceRecord Pin(DeviceId id, string certificateSha256);

    /// <summary>Notes that the holder of the pinned certificate accepted the password that a person entered for this very device.</summary>
    DeviceRecord TrustPinned(DeviceId id);

    /// <summary>Notes the port that the device is plugged into.</summary>
    DeviceRecord NotePort(DeviceId id, string port);

    /// <summary>Notes that a source is a camera now, in the place of the camera that it was before. A camera is a source of one device at most.</summary>
    DeviceRecord AddSource(DeviceId id, string token, CameraId camera);

    /// <summary>Forgets a camera wherever it is a source; nothing happens when it is none.</summary>
    void RemoveCamera(CameraId camera);

    /// <summary>Notes what was changed on the device.</summary>
    DeviceRecord NoteChange(DeviceId id, EncoderChange change);

    /// <summary>Notes that all that is in force on this encoder was undone.</summary>
    DeviceRecord NoteUndone(DeviceId id, string encoder);

    /// <summary>Notes what was changed about where the device's clock gets its time; null for nothing.</summary>
    DeviceRecord NoteClock(DeviceId id, ClockChange? change);

    /// <summary>Notes what was done about the device's "smart codec".</summary>
    DeviceRecord NoteSmartCodec(DeviceId id, SmartCodecRecord record);

    /// <summary>For each new device on the port, or with the serial number, of one that is gone.</summary>
    IReadOnlyList<ReplacementOffer> Offers();

    /// <summary>
    /// Gives the newcomer the departed device's cameras (tokens included: the caller maps them to the newcomer's sources) and, where it has
    /// none of its own, its credentials; the departed device is forgotten. Conflict when there is no such offer.
    /// </summary>
    DeviceRecord Replace(DeviceId newcomer, DeviceId departed);

    /// <summary>Forgets the device; when it shows itself again, it is new.</summary>
    void Forget(DeviceId id);
}
