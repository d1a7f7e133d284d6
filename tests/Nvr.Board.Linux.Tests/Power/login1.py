#!/usr/bin/python3
"""A login manager that does nothing but note what is asked of it, a line each: login1.py ADDRESS_OF_BUS FILE"""
import sys

from gi.repository import Gio, GLib

INTERFACE = '''
<node><interface name="org.freedesktop.login1.Manager">
<method name="PowerOff"><arg type="b" direction="in"/></method>
<method name="Reboot"><arg type="b" direction="in"/></method>
</interface></node>'''


def note(connection, sender, path, interface, method, parameters, invocation):
    with open(sys.argv[2], 'a', encoding='ascii') as file:
        file.write(f'{method} interactive={parameters.unpack()[0]}\n')
    invocation.return_value(None)


flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
bus = Gio.DBusConnection.new_for_address_sync(sys.argv[1], flags, None, None)
bus.register_object('/org/freedesktop/login1', Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], note)
Gio.bus_own_name_on_connection(bus, 'org.freedesktop.login1', Gio.BusNameOwnerFlags.NONE, None, None)
GLib.MainLoop().run()
