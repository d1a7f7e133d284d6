namespace Nvr.Appliance.Hosting;

/// <summary>The machine's serial number, as its firmware tells it. Thread-safe.</summary>
internal static class BoxSerial
{
    private const string SerialFile = "/sys/firmware/devicetree/base/serial-number";

    /// <summary>Empty where there is none, or nobody may read it.</summary>
    public static string Read()
    {
        try
        {
            return File.Exists(SerialFile) ? File.ReadAllText(SerialFile).Trim('\0', '\n', ' ') : "";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
