// A forwarder on Pion: plain RTP in on two UDP ports of 127.0.0.1, WHEP out on the address given (127.0.0.1 without one), one
// peer connection per listener with the library's default interceptors.  Prints "ready <http port> <audio port> <video port>".
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"sync"

	"github.com/pion/ice/v2"
	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v3"
)

type forwarder struct {
	api    *webrtc.API
	audio  *webrtc.TrackLocalStaticRTP
	video  *webrtc.TrackLocalStaticRTP
	lock   sync.Mutex
	number int
	peers  map[string]*webrtc.PeerConnection
}

func newAPI(host net.IP) (*webrtc.API, error) {
	media := &webrtc.MediaEngine{}
	if err := media.RegisterDefaultCodecs(); err != nil {
		return nil, err
	}
	registry := &interceptor.Registry{}
	if err := webrtc.RegisterDefaultInterceptors(media, registry); err != nil {
		return nil, err
	}
	settings := webrtc.SettingEngine{}
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetIPFilter(func(address net.IP) bool { return address.Equal(host) })
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	settings.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	return webrtc.NewAPI(
		webrtc.WithMediaEngine(media), webrtc.WithInterceptorRegistry(registry), webrtc.WithSettingEngine(settings),
	), nil
}

// Forward every datagram of a port to a track; returns the port's number.
func feed(track *webrtc.TrackLocalStaticRTP) (int, error) {
	socket, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return 0, err
	}
	go func() {
		buffer := make([]byte, 1600)
		for {
			size, _, err := socket.ReadFrom(buffer)
			if err != nil {
				log.Fatal(err)
			}
			// A listener that has just gone gives an error; the others have their packet.
			_, _ = track.Write(buffer[:size])
		}
	}()
	return socket.LocalAddr().(*net.UDPAddr).Port, nil
}

func drain(sender *webrtc.RTPSender) {
	buffer := make([]byte, 1600)
	for {
		if _, _, err := sender.Read(buffer); err != nil {
			return
		}
	}
}

func (f *forwarder) answer(offer string, video bool) (string, string, error) {
	peer, err := f.api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return "", "", err
	}
	tracks := []*webrtc.TrackLocalStaticRTP{f.audio}
	if video {
		tracks = append(tracks, f.video)
	}
	for _, track := range tracks {
		sender, err := peer.AddTrack(track)
		if err != nil {
			return "", "", err
		}
		go drain(sender)
	}
	if err := peer.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}); err != nil {
		return "", "", err
	}
	answer, err := peer.CreateAnswer(nil)
	if err != nil {
		return "", "", err
	}
	gathered := webrtc.GatheringCompletePromise(peer)
	if err := peer.SetLocalDescription(answer); err != nil {
		return "", "", err
	}
	<-gathered
	f.lock.Lock()
	defer f.lock.Unlock()
	f.number++
	id := fmt.Sprint(f.number)
	f.peers[id] = peer
	return id, peer.LocalDescription().SDP, nil
}

func (f *forwarder) ServeHTTP(writer http.ResponseWriter, request *http.Request) {
	if request.Method != http.MethodPost {
		http.Error(writer, "POST an offer", http.StatusMethodNotAllowed)
		return
	}
	offer, err := io.ReadAll(io.LimitReader(request.Body, 1<<16))
	if err != nil {
		http.Error(writer, err.Error(), http.StatusBadRequest)
		return
	}
	id, answer, err := f.answer(string(offer), request.URL.Query().Has("video"))
	if err != nil {
		http.Error(writer, err.Error(), http.StatusBadRequest)
		return
	}
	writer.Header().Set("Content-Type", "application/sdp")
	writer.Header().Set("Location", "/whep/"+id)
	writer.WriteHeader(http.StatusCreated)
	_, _ = io.WriteString(writer, answer)
}

func run() error {
	host := net.IPv4(127, 0, 0, 1)
	if len(os.Args) > 1 {
		host = net.ParseIP(os.Args[1])
	}
	api, err := newAPI(host)
	if err != nil {
		return err
	}
	opus := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}
	audio, err := webrtc.NewTrackLocalStaticRTP(opus, "audio", "stage")
	if err != nil {
		return err
	}
	vp8 := webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}
	video, err := webrtc.NewTrackLocalStaticRTP(vp8, "video", "stage")
	if err != nil {
		return err
	}
	audioPort, err := feed(audio)
	if err != nil {
		return err
	}
	videoPort, err := feed(video)
	if err != nil {
		return err
	}
	listener, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: host})
	if err != nil {
		return err
	}
	fmt.Println("ready", listener.Addr().(*net.TCPAddr).Port, audioPort, videoPort)
	f := &forwarder{api: api, audio: audio, video: video, peers: map[string]*webrtc.PeerConnection{}}
	return http.Serve(listener, f)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
