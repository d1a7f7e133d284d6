using SimCamera.Onvif.Discovery;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>Who the device is and what it can (ONVIF Core, 8.1 to 8.3). Stateless.</summary>
internal static class DeviceService
{
    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of(Ns.Device, "GetDeviceInformation", OnvifLevel.User, Information),
        Operation.Of(Ns.Device, "GetServices", OnvifLevel.Anonymous, Services),
        Operation.Of(Ns.Device, "GetServiceCapabilities", OnvifLevel.Anonymous, c => Xml.Of($"""
            <tds:GetServiceCapabilitiesResponse>{Capabilities(c.Device)}</tds:GetServiceCapabilitiesResponse>
            """)),
        Operation.Of(Ns.Device, "GetCapabilities", OnvifLevel.Anonymous, OldCapabilities),
        Operation.Of(Ns.Device, "GetScopes", OnvifLevel.User, Scopes),
        Operation.Of(Ns.Device, "GetNetworkInterfaces", OnvifLevel.User, NetworkInterfaces),
        Operation.Of(Ns.Device, "GetHostname", OnvifLevel.Anonymous, Hostname),
        Operation.Of(Ns.Device, "SetHostname", OnvifLevel.Administrator, SetHostname),
        Operation.Of(Ns.Device, "GetEndpointReference", OnvifLevel.Anonymous, c => Xml.Of($"""
            <tds:GetEndpointReferenceResponse><tds:GUID>urn:uuid:{c.Device.Id.ToString()}</tds:GUID></tds:GetEndpointReferenceResponse>
            """)),
        Operation.Of(Ns.Device, "GetNetworkDefaultGateway", OnvifLevel.User, _ => Xml.Of($"""
            <tds:GetNetworkDefaultGatewayResponse><tds:NetworkGateway/></tds:GetNetworkDefaultGatewayResponse>
            """)),
        Operation.Of(Ns.Device, "GetDNS", OnvifLevel.User, _ => Xml.Of($"""
            <tds:GetDNSResponse><tds:DNSInformation><tt:FromDHCP>false</tt:FromDHCP></tds:DNSInformation></tds:GetDNSResponse>
            """)),
        Operation.Of(Ns.Device, "SystemReboot", OnvifLevel.Administrator, Reboot),
    ];

    private static Xml Information(OnvifCall call) => Xml.Of($"""
        <tds:GetDeviceInformationResponse>
        <tds:Manufacturer>{call.Device.Options.Maker}</tds:Manufacturer>
        <tds:Model>{call.Device.Options.Model}</tds:Model>
        <tds:FirmwareVersion>{call.Device.Options.Firmware}</tds:FirmwareVersion>
        <tds:SerialNumber>{call.Device.Serial}</tds:SerialNumber>
        <tds:HardwareId>{call.Device.Options.Model}</tds:HardwareId>
        </tds:GetDeviceInformationResponse>
        """);

    private static Xml Services(OnvifCall call)
    {
        bool whole = call.IsTrue("IncludeCapability");
        Xml services = Xml.Each(ServiceTable.Of(call.Device), s => Xml.Of($"""
            <tds:Service><tds:Namespace>{s.Name.NamespaceName}</tds:Namespace><tds:XAddr>{ServiceTable.Address(call, s.Path)}</tds:XAddr>{Xml.If(whole && s.Name == Ns.Device, $"<tds:Capabilities>{Capabilities(call.Device)}</tds:Capabilities>")}<tds:Version><tt:Major>{s.Major}</tt:Major><tt:Minor>{s.Minor}</tt:Minor></tds:Version></tds:Service>
            """));
        return Xml.Of($"<tds:GetServicesResponse>{services}</tds:GetServicesResponse>");
    }

    private static Xml Capabilities(OnvifDevice device) => Xml.Of($"""
        <tds:Capabilities><tds:Network NTP="1" HostnameFromDHCP="false" DHCPv6="false" DynDNS="false" IPVersion6="false" ZeroConfiguration="false"/>
        <tds:Security UsernameToken="{device.Plan.AllowsToken}" HttpDigest="{device.Plan.AllowsDigest}" MaxUsers="10"/>
        <tds:System DiscoveryResolve="true" DiscoveryBye="true" SystemBackup="false" SystemLogging="false" FirmwareUpgrade="false"/></tds:Capabilities>
        """);

    private static Xml OldCapabilities(OnvifCall call)
    {
        Xml Address(string path) => Xml.Of($"<tt:XAddr>{ServiceTable.Address(call, path)}</tt:XAddr>");
        bool card = call.Device.Options.CardSeconds > 0;
        return Xml.Of($"""
            <tds:GetCapabilitiesResponse><tds:Capabilities>
            <tt:Device>{Address("device_service")}<tt:Network><tt:IPFilter>false</tt:IPFilter></tt:Network><tt:System><tt:DiscoveryResolve>true</tt:DiscoveryResolve><tt:DiscoveryBye>true</tt:DiscoveryBye><tt:RemoteDiscovery>false</tt:RemoteDiscovery><tt:SystemBackup>false</tt:SystemBackup><tt:SystemLogging>false</tt:SystemLogging><tt:FirmwareUpgrade>false</tt:FirmwareUpgrade><tt:SupportedVersions><tt:Major>22</tt:Major><tt:Minor>12</tt:Minor></tt:SupportedVersions></tt:System></tt:Device>
            <tt:Events>{Address("event_service")}<tt:WSSubscriptionPolicySupport>false</tt:WSSubscriptionPolicySupport><tt:WSPullPointSupport>true</tt:WSPullPointSupport><tt:WSPausableSubscriptionManagerInterfaceSupport>false</tt:WSPausableSubscriptionManagerInterfaceSupport></tt:Events>
            <tt:Imaging>{Address("imaging_service")}</tt:Imaging>
            <tt:Media>{Address("media_service")}<tt:StreamingCapabilities><tt:RTPMulticast>false</tt:RTPMulticast><tt:RTP_TCP>true</tt:RTP_TCP><tt:RTP_RTSP_TCP>true</tt:RTP_RTSP_TCP></tt:StreamingCapabilities></tt:Media>
            {Xml.If(call.Device.Options.HasPtz, $"<tt:PTZ>{Address("ptz_service")}</tt:PTZ>")}
            {Xml.If(card, $"""
            <tt:Extension><tt:Recording>{Address("recording_service")}<tt:ReceiverSource>false</tt:ReceiverSource><tt:MediaProfileSource>true</tt:MediaProfileSource><tt:DynamicRecordings>false</tt:DynamicRecordings><tt:DynamicTracks>false</tt:DynamicTracks><tt:MaxStringLength>64</tt:MaxStringLength></tt:Recording><tt:Search>{Address("search_service")}<tt:MetadataSearch>false</tt:MetadataSearch></tt:Search><tt:Replay>{Address("replay_service")}</tt:Replay></tt:Extension>
            """)}
            </tds:Capabilities></tds:GetCapabilitiesResponse>
            """);
    }

    private static Xml Scopes(OnvifCall call) => Xml.Of($"""
        <tds:GetScopesResponse>{Xml.Each(DeviceScopes.Of(call.Device), s => Xml.Of($"<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef><tt:ScopeItem>{s}</tt:ScopeItem></tds:Scopes>"))}</tds:GetScopesResponse>
        """);

    private static Xml NetworkInterfaces(OnvifCall call) => Xml.Of($"""
        <tds:GetNetworkInterfacesResponse><tds:NetworkInterfaces token="eth0"><tt:Enabled>true</tt:Enabled>
        <tt:Info><tt:Name>eth0</tt:Name><tt:HwAddress>{call.Device.Mac}</tt:HwAddress><tt:MTU>1500</tt:MTU></tt:Info>
        <tt:IPv4><tt:Enabled>true</tt:Enabled><tt:Config><tt:Manual><tt:Address>{call.Http.Local.Address.ToString()}</tt:Address><tt:PrefixLength>24</tt:PrefixLength></tt:Manual><tt:DHCP>false</tt:DHCP></tt:Config></tt:IPv4>
        </tds:NetworkInterfaces></tds:GetNetworkInterfacesResponse>
        """);

    private static Xml Hostname(OnvifCall call) => Xml.Of($"""
        <tds:GetHostnameResponse><tds:HostnameInformation><tt:FromDHCP>false</tt:FromDHCP><tt:Name>{call.Device.Settings.Hostname}</tt:Name></tds:HostnameInformation></tds:GetHostnameResponse>
        """);

    private static Xml SetHostname(OnvifCall call)
    {
        call.Device.Settings.Hostname = call.Required("Name");
        return Xml.Of($"<tds:SetHostnameResponse/>");
    }

    private static Xml Reboot(OnvifCall call)
    {
        call.Device.RebootLater();
        return Xml.Of($"<tds:SystemRebootResponse><tds:Message>Back in a few seconds.</tds:Message></tds:SystemRebootResponse>");
    }
}
