"""Writes the capture files beside it: python3 make.py . (scapy 2.7.0)"""
import sys
from scapy.all import *
from scapy.layers.l2 import CookedLinux
login=bytes.fromhex("000f333536333037303432343431303133")
data=bytes.fromhex("000000000000003608010000016b40d8ea30010000000000000000000000000000000105021503010101425e0f01f10000601a014e0000000000000000010000c7cf")
udp=bytes.fromhex("003dcafe0105000f33353230393330383634303336353508010000016b4f815b30010000000000000000000000000000000103021503010101425dbc000001")
gt=bytes.fromhex("78781101075253367890024270003201000512790d0a")
D,S="192.0.2.10","198.51.100.1"
def tcp(src,dst,sp,dp,flags,seq,ack,load=b"",v6=False):
    ip=IPv6(src=src,dst=dst) if v6 else IP(src=src,dst=dst)
    p=ip/TCP(sport=sp,dport=dp,flags=flags,seq=seq&0xffffffff,ack=ack&0xffffffff)
    return p/Raw(load) if load else p
# a Teltonika connection whose sequence numbers wrap; data in three segments, out of order, one sent again, one overlapping
I=0xFFFFFFF0; J=1000
d=lambda f,o,a,l=b"": tcp(D,S,49152,5027,f,I+1+o,J+1+a,l)
s=lambda f,o,a,l=b"": tcp(S,D,5027,49152,f,J+1+o,I+1+a,l)
L=len(login)
conv=[tcp(D,S,49152,5027,"S",I,0), tcp(S,D,5027,49152,"SA",J,I+1), d("A",0,0),
 d("PA",0,0,login), s("A",0,L), s("PA",0,L,b"\x01"), d("A",L,1),
 d("PA",L+20,1,data[20:45]), d("PA",L,1,data[:20]), d("PA",L,1,data[:20]),
 d("PA",L+40,1,data[40:]), s("A",1,L+len(data)), s("PA",1,L+len(data),bytes.fromhex("00000001")),
 s("PA",1,L+len(data),bytes.fromhex("00000001")), d("A",L+len(data),5), d("FA",L+len(data),5)]
eth=[Ether(src="02:00:00:00:00:01",dst="02:00:00:00:00:02")/p for p in conv]
noise=[Ether()/ARP(psrc=D,pdst=S)]
vlan=[Ether(src="02:00:00:00:00:01",dst="02:00:00:00:00:02")/Dot1Q(vlan=7)/tcp("2001:db8::10","2001:db8::1",50000,5023,f,q,a,l,True)
 for f,q,a,l in [("S",5,0,b""),("PA",6,1,gt)]]
vlan.append(Ether()/Dot1Q(vlan=7)/tcp("2001:db8::1","2001:db8::10",5023,50000,"PA",1,6+len(gt),bytes.fromhex("7878050100059ff80d0a"),True))
u=[Ether(src="02:00:00:00:00:01",dst="02:00:00:00:00:02")/IP(src=D,dst=S)/UDP(sport=50001,dport=5027)/Raw(udp),
   Ether(src="02:00:00:00:00:02",dst="02:00:00:00:00:01")/IP(src=S,dst=D)/UDP(sport=5027,dport=50001)/Raw(bytes.fromhex("0005cafe010501"))]
out=sys.argv[1]
allp=eth[:3]+noise+eth[3:]+vlan+u
wrpcap(out+"/devices.pcap",allp)
wrpcapng(out+"/devices.pcapng",allp)
# big endian and nanoseconds; Linux cooked; the connection's opening is not in it, and the second data segment neither
cooked=[CookedLinux()/p for p in [d("PA",0,0,login),s("PA",0,L,b"\x01"),d("PA",L,1,data[:20]),d("PA",L+40,1,data[40:])]]
w=RawPcapWriter(out+"/cooked-hole.pcap",linktype=113,endianness=">",nano=True); w.write([bytes(p) for p in cooked]); w.close()
w=RawPcapWriter(out+"/raw-ip.pcap",linktype=101); w.write([bytes(p) for p in conv]); w.close()
