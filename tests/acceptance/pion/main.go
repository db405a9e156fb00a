// A WHIP sender and WHEP player on Pion, Debian's Go library.
//
//	peer send URL TOKEN FRAMES   sends the sound and the pictures of a file, round and round
//	peer play URL TOKEN          prints, four times a second, a JSON line with the packets received and lost so far
//
// Both print the session first; "restart" on standard input restarts ICE, and its end deletes the session.  FRAMES holds kinds,
// sizes and bytes: 'a' 20 ms of Opus, 'v' a VP8 and 'h' an H.264 picture of 1/15 s, the size four bytes, big endian.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/pion/ice/v2"
	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v3"
	"github.com/pion/webrtc/v3/pkg/media"
)

const (
	soundFrame   = 20 * time.Millisecond
	pictureFrame = time.Second / 15
	patience     = 20 * time.Second
)

func say(words map[string]interface{}) {
	line, _ := json.Marshal(words)
	fmt.Println(string(line))
}

func connection() (*webrtc.PeerConnection, error) {
	engine := &webrtc.MediaEngine{}
	if err := engine.RegisterDefaultCodecs(); err != nil {
		return nil, err
	}
	registry := &interceptor.Registry{}
	if err := webrtc.RegisterDefaultInterceptors(engine, registry); err != nil {
		return nil, err
	}
	settings := webrtc.SettingEngine{}
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetIPFilter(func(address net.IP) bool { return address.IsLoopback() })
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	settings.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	api := webrtc.NewAPI(
		webrtc.WithMediaEngine(engine), webrtc.WithInterceptorRegistry(registry), webrtc.WithSettingEngine(settings),
	)
	return api.NewPeerConnection(webrtc.Configuration{})
}

// session is what both protocols share.
type session struct {
	peer   *webrtc.PeerConnection
	token  string
	url    string
	answer string
	again  chan struct{}
}

// watch tells of each time the checks succeed.
func (s *session) watch() {
	s.again = make(chan struct{}, 8)
	s.peer.OnICEConnectionStateChange(func(state webrtc.ICEConnectionState) {
		if state == webrtc.ICEConnectionStateConnected {
			s.again <- struct{}{}
		}
	})
}

func (s *session) connected() error {
	select {
	case <-s.again:
		return nil
	case <-time.After(patience):
		return fmt.Errorf("ICE does not connect")
	}
}

func (s *session) ask(method, url, kind, body string, headers map[string]string) (*http.Response, string, error) {
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return nil, "", err
	}
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	if s.token != "" {
		request.Header.Set("Authorization", "Bearer "+s.token)
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := (&http.Client{Timeout: patience}).Do(request)
	if err != nil {
		return nil, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response, string(text), err
}

func (s *session) describe(options *webrtc.OfferOptions) (string, error) {
	offer, err := s.peer.CreateOffer(options)
	if err != nil {
		return "", err
	}
	gathered := webrtc.GatheringCompletePromise(s.peer)
	if err := s.peer.SetLocalDescription(offer); err != nil {
		return "", err
	}
	<-gathered
	return s.peer.LocalDescription().SDP, nil
}

func (s *session) accept(answer string) error {
	s.answer = answer
	return s.peer.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer})
}

func (s *session) open(endpoint string) error {
	offer, err := s.describe(nil)
	if err != nil {
		return err
	}
	response, answer, err := s.ask(http.MethodPost, endpoint, "application/sdp", offer, nil)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusCreated {
		return fmt.Errorf("POST: %s %s", response.Status, answer)
	}
	where, err := response.Location()
	if err != nil {
		return err
	}
	s.url = where.String()
	if err := s.accept(answer); err != nil {
		return err
	}
	if err := s.connected(); err != nil {
		return err
	}
	say(map[string]interface{}{"session": where.Path, "etag": response.Header.Get("ETag")})
	return nil
}

var (
	credential = regexp.MustCompile(`(?m)^a=ice-(ufrag|pwd):.*$`)
	fragmented = regexp.MustCompile(`^(a=ice-(ufrag|pwd):|a=candidate:|a=mid:|m=)`)
)

// fragment has the ICE lines of the first section (RFC 8840 section 4.4).
func fragment(offer string) string {
	var lines []string
	for _, line := range strings.Split(strings.TrimSpace(offer), "\r\n") {
		if strings.HasPrefix(line, "m=") && len(lines) > 0 {
			break
		}
		if fragmented.MatchString(line) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\r\n") + "\r\n"
}

func (s *session) restart() error {
	offer, err := s.describe(&webrtc.OfferOptions{ICERestart: true})
	if err != nil {
		return err
	}
	headers := map[string]string{"If-Match": "*"}
	response, text, err := s.ask(http.MethodPatch, s.url, "application/trickle-ice-sdpfrag", fragment(offer), headers)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("PATCH: %s %s", response.Status, text)
	}
	renewed := map[string]string{}
	for _, line := range credential.FindAllString(text, -1) {
		line = strings.TrimSpace(line)
		renewed[strings.SplitN(line, ":", 2)[0]] = line
	}
	answer := credential.ReplaceAllStringFunc(s.answer, func(line string) string {
		return renewed[strings.SplitN(line, ":", 2)[0]] + "\r"
	})
	if err := s.accept(answer); err != nil {
		return err
	}
	if err := s.connected(); err != nil {
		return err
	}
	say(map[string]interface{}{"restarted": response.Header.Get("ETag")})
	return nil
}

// until standard input ends.
func (s *session) obey() error {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if err := s.restart(); err != nil {
			return err
		}
	}
	response, text, err := s.ask(http.MethodDelete, s.url, "", "", nil)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("DELETE: %s %s", response.Status, text)
	}
	return err
}

type frames struct {
	sound    [][]byte
	pictures [][]byte
	codec    string
}

func read(path string) (*frames, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	found := &frames{codec: webrtc.MimeTypeVP8}
	for len(data) > 5 {
		size := int(binary.BigEndian.Uint32(data[1:5]))
		frame := data[5 : 5+size]
		switch data[0] {
		case 'a':
			found.sound = append(found.sound, frame)
		case 'h':
			found.codec = webrtc.MimeTypeH264
			fallthrough
		default:
			found.pictures = append(found.pictures, frame)
		}
		data = data[5+size:]
	}
	return found, nil
}

// play sends frames at their pace, for ever; a picture asked for is the first again, a key frame.
func play(track *webrtc.TrackLocalStaticSample, frames [][]byte, each time.Duration, again <-chan struct{}) {
	ticker := time.NewTicker(each)
	for number := 0; ; number++ {
		<-ticker.C
		select {
		case <-again:
			number = 0
		default:
		}
		_ = track.WriteSample(media.Sample{Data: frames[number%len(frames)], Duration: each})
	}
}

func listen(sender *webrtc.RTPSender, again chan<- struct{}) {
	for {
		packets, _, err := sender.ReadRTCP()
		if err != nil {
			return
		}
		for _, packet := range packets {
			switch fmt.Sprintf("%T", packet) {
			case "*rtcp.PictureLossIndication", "*rtcp.FullIntraRequest":
				select {
				case again <- struct{}{}:
				default:
				}
			}
		}
	}
}

func (s *session) outlet(mime, name string, frames [][]byte, each time.Duration) error {
	track, err := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: mime}, name, "hall")
	if err != nil {
		return err
	}
	transceiver, err := s.peer.AddTransceiverFromTrack(
		track, webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionSendonly},
	)
	if err != nil {
		return err
	}
	again := make(chan struct{}, 1)
	if mime == webrtc.MimeTypeH264 {
		// The answer takes the first codec offered: what is not sent is not offered.
		capability := webrtc.RTPCodecCapability{
			MimeType: mime, ClockRate: 90000, SDPFmtpLine: "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
		}
		only := []webrtc.RTPCodecParameters{{RTPCodecCapability: capability, PayloadType: 125}}
		if err := transceiver.SetCodecPreferences(only); err != nil {
			return err
		}
	}
	go listen(transceiver.Sender(), again)
	go play(track, frames, each, again)
	return nil
}

func (s *session) send(path string) error {
	frames, err := read(path)
	if err != nil {
		return err
	}
	if err := s.outlet(webrtc.MimeTypeOpus, "sound", frames.sound, soundFrame); err != nil {
		return err
	}
	return s.outlet(frames.codec, "picture", frames.pictures, pictureFrame)
}

type counts struct {
	lock  sync.Mutex
	words map[string]interface{}
}

func (c *counts) count(track *webrtc.TrackRemote) {
	kind := track.Kind().String()
	received, lost := 0, 0
	var next uint16
	for {
		packet, _, err := track.ReadRTP()
		if err != nil {
			return
		}
		if gap := packet.SequenceNumber - next; received > 0 && gap < 1<<15 {
			lost += int(gap)
		}
		received, next = received+1, packet.SequenceNumber+1
		c.lock.Lock()
		c.words[kind], c.words[kind+"_lost"], c.words[kind+"_codec"] = received, lost, track.Codec().MimeType
		c.lock.Unlock()
	}
}

func (s *session) receive() error {
	counted := &counts{words: map[string]interface{}{}}
	s.peer.OnTrack(func(track *webrtc.TrackRemote, _ *webrtc.RTPReceiver) { counted.count(track) })
	for _, kind := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeAudio, webrtc.RTPCodecTypeVideo} {
		init := webrtc.RTPTransceiverInit{Direction: webrtc.RTPTransceiverDirectionRecvonly}
		if _, err := s.peer.AddTransceiverFromKind(kind, init); err != nil {
			return err
		}
	}
	go func() {
		for range time.Tick(250 * time.Millisecond) {
			counted.lock.Lock()
			say(counted.words)
			counted.lock.Unlock()
		}
	}()
	return nil
}

func run(words []string) error {
	peer, err := connection()
	if err != nil {
		return err
	}
	defer peer.Close()
	s := &session{peer: peer, token: words[2]}
	s.watch()
	if words[0] == "send" {
		err = s.send(words[3])
	} else {
		err = s.receive()
	}
	if err != nil {
		return err
	}
	if err := s.open(words[1]); err != nil {
		return err
	}
	return s.obey()
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		say(map[string]interface{}{"error": err.Error()})
		os.Exit(1)
	}
}
