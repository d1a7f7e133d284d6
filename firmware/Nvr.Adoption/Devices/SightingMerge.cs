using Nvr.Core.Time;

namespace Nvr.Adoption.Devices;

/// <summary>Lays what was seen over what is known. What was not learnt this time stays; addresses and ports are the latest. Pure.</summary>
internal static class SightingMerge
{
    public static DeviceRecord Into(DeviceRecord known, DeviceSighting seen, UtcTime now)
    {
        DeviceState state = DeviceLife.Next(known.State, DeviceNews.Seen, known.HasCameras);
        bool told = seen.Serial is not null || seen.Maker is not null || seen.Firmware is not null;
        return known with
        {
            State = told ? DeviceLife.Next(state, DeviceNews.Identified, known.HasCameras) : state,
            Address = seen.Address,
            Mac = seen.Mac ?? known.Mac,
            Serial = seen.Serial ?? known.Serial,
            EndpointId = seen.EndpointId ?? known.EndpointId,
            Interface = seen.Interface ?? known.Interface,
            // A port belongs to an interface: on another one the old port says nothing.
            Port = seen.Port ?? (seen.Interface is null || seen.Interface == known.Interface ? known.Port : null),
            Maker = seen.Maker ?? known.Maker,
            Model = seen.Model ?? known.Model,
            Firmware = seen.Firmware ?? known.Firmware,
            Name = seen.Name ?? known.Name,
            HostName = seen.HostName ?? known.HostName,
            LastSeen = now,
        };
    }
}
